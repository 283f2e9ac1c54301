import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names with a content hash, which never change what they hold. */
const HASHED = /-[A-Za-z0-9_-]{8}\.(?:js|css|woff2)$/;

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
    preCompressed: true,
    globIgnore: ['index.html', '**/*.{br,gz}'],
    setHeaders: (reply, path) =>
      void reply.header(
        'Cache-Control',
        HASHED.test(path.replace(COMPRESSED, '')) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
  const send = (reply: FastifyReply) =>
    void reply.header('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(page);
  for (const path of ['/', '/index.html']) {
    server.get(path, (_request, reply) => {
      send(reply);
    });
  }
  server.get('/*', (request, reply) => {
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    if (wantsPage && !/^\/(?:api|health|metrics)(?:[/?]|$)/.test(request.url)) send(reply);
    else reply.callNotFound();
  });
}
