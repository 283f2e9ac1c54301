import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LIMITS } from '@sensorium/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { nanoid } from 'nanoid';
import { join } from 'node:path';
import { registerBodyRules } from './access/body-rules.js';
import { refuseUnreadable } from './access/client-error.js';
import { ErrorFilter, toErrorBody } from './access/error.filter.js';
import {
  handshakeJudge,
  registerCors,
  registerRequestRules,
  registerSecurityHeaders,
} from './access/http-rules.js';
import { RequestRules } from './access/request-rules.js';
import { AppModule } from './app.module.js';
import { createLogger } from './config/logger.js';
import type { HttpSettings, Settings } from './config/settings.js';
import { VERSION } from './config/version.js';
import { LiveIoAdapter } from './live/io-adapter.js';
import { ApiError } from './ports/api-error.js';
import type { BrokerRefusals } from './ports/broker-refusals.js';
import { registerOpenApi } from './web/openapi.js';
import { registerPages } from './web/pages.js';

const PAGES = join(import.meta.dirname, '../../frontend/dist/browser');

/** Bytes of a request's line and headers; above it the answer is 431. */
const HEADER_MAX = 65_536;

/**
 * Builds the application with all its rules; it listens when the caller says so. `refusals` are those of the
 * embedded broker, if it is the one.
 */
export async function createApp(
  settings: Settings,
  refusals: BrokerRefusals | undefined,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, refusals),
    httpAdapter(settings.http),
    {
      logger: createLogger(settings.logLevel),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const server = app.getHttpAdapter().getInstance();
  await registerSecurityHeaders(server);
  registerRequestRules(server, new RequestRules(settings.http));
  await registerCors(server, settings.http);
  registerBodyRules(server);
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: schemaError }));
  app.useGlobalFilters(new ErrorFilter());
  app.useWebSocketAdapter(new LiveIoAdapter(app, settings.http, handshakeJudge(settings.http)));
  registerOpenApi(app, VERSION);
  await registerPages(server, PAGES, settings.http.basePath);
  return app;
}

/** Of answers to what no route, and so no hook, ever sees. */
const UNROUTED_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function httpAdapter({ basePath, trustProxy }: HttpSettings): FastifyAdapter {
  return new FastifyAdapter({
    forceCloseConnections: true,
    http: { maxHeaderSize: HEADER_MAX },
    clientErrorHandler: refuseUnreadable,
    trustProxy,
    genReqId: () => nanoid(10),
    bodyLimit: LIMITS.payloadBytes,
    routerOptions: { maxParamLength: 3 * LIMITS.nameBytes },
    rewriteUrl: ({ url = '/' }) => (url.startsWith(basePath) ? `/${url.slice(basePath.length)}` : url),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const { status, body } = toErrorBody(error, request.id);
      void reply.status(status).headers(UNROUTED_HEADERS).send(body);
    },
  });
}

interface SchemaIssue {
  message: string;
  path?: readonly unknown[] | undefined;
}

function schemaError(issues: readonly SchemaIssue[]): ApiError {
  const details = issues.slice(0, 100).map(({ path, message }) => ({
    path: (path ?? [])
      .map((part) => String(typeof part === 'object' ? (part as { key: unknown }).key : part))
      .join('.'),
    message,
  }));
  return new ApiError('bad-request', 'the request does not match its schema', details);
}
