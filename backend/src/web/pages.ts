import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Names with a content hash, which never change what they hold. */
const HASHED = /-[A-Za-z0-9_-]{8}\.(?:js|css|woff2)$/;

/** Scripts of workers, which keep to the headers of their own answer. */
const WORKER = /(?:^|[/\\])worker-[^/\\]*$/;

/** Headers that say something of a document or a worker only; on each script they are half a kilobyte for nothing. */
const OF_DOCUMENTS = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

/** Endings of the files that hold a compressed one. */
const COMPRESSED = /\.(?:br|gz)$/;

/**
 * Serves the built dashboard from `root`: its files, and index.html for every path that a browser asks for
 * as a page. The base path is written into index.html once, at start.
 */
export async function registerPages(server: FastifyInstance, root: string, basePath: string): Promise<void> {
  const index = join(root, 'index.html');
  if (!existsSync(index)) return;
  const page = readFileSync(index, 'utf8').replace('<base href="/"', `<base href="${basePath}"`);
  await server.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    // The names of files say their version: neither a range nor a date is asked for.
    acceptRanges: false,
    lastModified: false,
    preCompressed: true,
    globIgnore: ['index.html', '**/*.{br,gz}'],
    setHeaders: (reply, path) => {
      const file = path.replace(COMPRESSED, '');
      const isHashed = HASHED.test(file);
      void reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (isHashed && !WORKER.test(file)) for (const name of OF_DOCUMENTS) reply.raw.removeHeader(name);
    },
  });
  const packed = brotliCompressSync(page);
  const send = (request: FastifyRequest, reply: FastifyReply) => {
    const takesBrotli = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    void reply
      .headers({ 'cache-control': 'no-cache', vary: 'accept-encoding' })
      .type('text/html; charset=utf-8');
    void (takesBrotli ? reply.header('content-encoding', 'br').send(packed) : reply.send(page));
  };
  for (const path of ['/', '/index.html']) {
    server.get(path, (request, reply) => {
      send(request, reply);
    });
  }
  server.get('/*', (request, reply) => {
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    if (wantsPage && !/^\/(?:api|health|metrics)(?:[/?]|$)/.test(request.url)) send(request, reply);
    else reply.callNotFound();
  });
}
