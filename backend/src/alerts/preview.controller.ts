import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  deadbandOfferSchema,
  previewAnswerSchema,
  rulePreviewSchema,
  type DeadbandOffer,
  type PreviewAnswer,
  type RulePreviewRequest,
} from '@sensorium/contracts';
import type { FastifyReply } from 'fastify';
import { PreviewService } from './preview.service.js';

/** What a rule would have done, before anybody is woken by it. */
@ApiTags('alerts')
@Controller('api/alert-rules/preview')
export class PreviewController {
  constructor(@Inject(PreviewService) private readonly previews: PreviewService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Incidents that a rule would have given on stored readings; the same engine as live',
  })
  @ApiOkResponse({ standardSchema: previewAnswerSchema })
  preview(
    @Body({ schema: rulePreviewSchema }) body: RulePreviewRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PreviewAnswer> {
    return this.previews.preview(body, goneWith(reply));
  }

  @Post('deadband')
  @HttpCode(200)
  @ApiOperation({ summary: 'A deadband with which the rule would have fired far less, if there is one' })
  @ApiOkResponse({ standardSchema: deadbandOfferSchema })
  deadband(
    @Body({ schema: rulePreviewSchema }) body: RulePreviewRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeadbandOffer> {
    return this.previews.offer(body, goneWith(reply));
  }
}

/** Aborted when the client leaves before it is answered. */
function goneWith(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
