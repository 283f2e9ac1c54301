import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../ports/api-error.js';

/** What a route says by its config about the body that it takes. */
type BodyConfig = 'rawBody' | 'csvStream';

/**
 * Bodies are JSON only, in plain UTF-8. A route with `rawBody` gets the bytes of the JSON; one with `csvStream` takes
 * CSV of any length, as the stream that it comes in.
 */
export function registerBodyRules(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body, done) => {
      if (!isPlainUtf8(request)) done(NOT_PLAIN);
      else if (wants(request, 'rawBody')) done(null, body);
      else if (body.length === 0) done(null, undefined);
      else void parseJson(request, body.toString(), done);
    },
  );
  server.addContentTypeParser('text/csv', (request: FastifyRequest, body, done) => {
    if (!wants(request, 'csvStream')) done(new ApiError('unsupported-type', 'this route takes no CSV'));
    else if (!isPlainUtf8(request)) done(NOT_PLAIN);
    else done(null, body);
  });
}

const NOT_PLAIN = new ApiError('unsupported-type', 'only plain UTF-8 bodies are taken');

function wants(request: FastifyRequest, name: BodyConfig): boolean {
  const config: object = request.routeOptions.config;
  return Reflect.get(config, name) === true;
}

function isPlainUtf8({ headers }: FastifyRequest): boolean {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' && /^utf-?8$/i.test(charset);
}
