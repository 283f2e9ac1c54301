import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ERROR_STATUS, type ErrorBody, type ErrorCode } from '@sensorium/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../ports/api-error.js';

const CODE_OF_STATUS = new Map<number, ErrorCode>([
  [400, 'bad-request'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'conflict'],
  [410, 'gone'],
  [413, 'too-large'],
  [414, 'uri-too-long'],
  [415, 'unsupported-type'],
  [422, 'limit-reached'],
  [429, 'rate-limited'],
  [431, 'headers-too-large'],
  [503, 'unavailable'],
]);

/** Turns everything that is thrown into the error answer of the API page; tells nothing of the inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const reply = context.getResponse<FastifyReply>();
    const { status, body } = toErrorBody(thrown, request.id);
    if (status >= 500 && !(thrown instanceof ApiError)) {
      this.logger.error(`${request.method} ${request.url.slice(0, 200)}: ${String(thrown)}`, stackOf(thrown));
    }
    void reply.status(status).header('Cache-Control', 'no-store').send(body);
  }
}

/** Status and body of an error answer for whatever was thrown. */
export function toErrorBody(thrown: unknown, requestId: string): { status: number; body: ErrorBody } {
  if (thrown instanceof ApiError) {
    const { code, message, details } = thrown;
    return { status: thrown.status, body: { error: { code, message, details, requestId } } };
  }
  const code = CODE_OF_STATUS.get(statusOf(thrown)) ?? 'internal';
  const message = code === 'internal' ? 'something went wrong on our side' : messageOf(thrown);
  return { status: ERROR_STATUS[code], body: { error: { code, message, details: [], requestId } } };
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown)
    return Number(thrown.statusCode);
  return 500;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : 'the request cannot be answered';
}

function stackOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.stack : undefined;
}
