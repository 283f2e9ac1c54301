import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ingestReceiptSchema,
  isStorableName,
  REJECT_REASONS,
  type IngestReceipt,
  type RejectReason,
} from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import { INGEST, type Ingest } from '../ports/ingest.js';

/** Readings over HTTP, for devices that do not speak MQTT. */
@ApiTags('ingest')
@Controller('api/ingest')
export class IngestController {
  constructor(@Inject(INGEST) private readonly ingest: Ingest) {}

  @Post(':device')
  @HttpCode(202)
  @RouteConfig({ rawBody: true })
  @ApiOperation({ summary: 'Takes a native telemetry payload through the same decoder as MQTT' })
  @ApiBody({ schema: { type: 'object', example: { ts: 1794489148204, values: { temperature: 21.5 } } } })
  @ApiAcceptedResponse({ standardSchema: ingestReceiptSchema })
  async take(@Param('device') device: string, @Body() body: unknown): Promise<IngestReceipt> {
    if (!isStorableName(device)) throw new ApiError('bad-request', REJECT_REASONS['bad-id']);
    const payload = body instanceof Uint8Array ? body : new Uint8Array();
    const receipt = await this.ingest.submit(device, payload);
    if (receipt.accepted === 0) throw nothingRead(receipt);
    return receipt;
  }
}

function nothingRead({ rejected }: IngestReceipt): ApiError {
  const details = rejected.map(({ path, reason }) => ({ path, message: describe(reason) }));
  return new ApiError(
    'bad-request',
    `nothing could be read: ${details[0]?.message ?? 'there is no value in it'}`,
    details,
  );
}

function describe(reason: string): string {
  return Object.hasOwn(REJECT_REASONS, reason)
    ? `${reason}: ${REJECT_REASONS[reason as RejectReason]}`
    : reason;
}
