import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { ERROR_STATUS, type ErrorBody } from '@sensorium/contracts';
import type { HttpSettings } from '../config/settings.js';
import { refuse } from './client-error.js';
import { RequestRules, type JudgedRequest, type Refusal } from './request-rules.js';

/** Headers of every answer: nothing from elsewhere is loaded, framed or sniffed. */
export async function registerSecurityHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
}

/** Lets the pages of allowed origins read answers: what a browser asks for before it hands them out (Fetch, CORS). */
export async function registerCors(server: FastifyInstance, { allowedOrigins }: HttpSettings): Promise<void> {
  if (allowedOrigins.length === 0) return;
  await server.register(cors, {
    origin: [...allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['ETag', 'Content-Disposition'],
    maxAge: 600,
  });
}

/** Longest path that a route can have, and longest query: 1,000 series names of usual length. */
const PATH_MAX = 2_048;
const URL_MAX = 49_152;

/** Refuses requests by the rules of host, origin and length, and keeps API answers out of every cache. */
export function registerRequestRules(server: FastifyInstance, rules: RequestRules): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/')) void reply.header('Cache-Control', 'no-store');
    const refusal = rules.judge(judged(request)) ?? judgeLength(request.url);
    if (!refusal) {
      done();
      return;
    }
    const { code, message } = refusal;
    void reply
      .status(ERROR_STATUS[code])
      .send({ error: { code, message, details: [], requestId: request.id } } satisfies ErrorBody);
  });
}

function judgeLength(url: string): { code: 'uri-too-long'; message: string } | undefined {
  const query = url.indexOf('?');
  const path = query < 0 ? url.length : query;
  if (path <= PATH_MAX && url.length <= URL_MAX) return undefined;
  return {
    code: 'uri-too-long',
    message: `a path has at most ${PATH_MAX} characters, with its query ${URL_MAX}`,
  };
}

/** The same rules for the handshake of a live connection. An upgrade is answered here: Engine.IO would say 400. */
export function handshakeJudge(settings: HttpSettings): (request: IncomingMessage) => Refusal | undefined {
  const rules = new RequestRules(settings);
  return (request) => {
    const refusal = rules.judge(judged(request));
    if (refusal && request.headers.upgrade !== undefined)
      refuse(request.socket, refusal.code, refusal.message);
    return refusal;
  };
}

function judged(request: Pick<FastifyRequest | IncomingMessage, 'method' | 'headers'>): JudgedRequest {
  const { host, origin } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  return {
    method: request.method ?? 'GET',
    host,
    origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
  };
}
