import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { LIMITS } from '@sensorium/contracts';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server, ServerOptions } from 'socket.io';
import type { HttpSettings } from '../config/settings.js';

/** Path of Socket.IO below the base path. */
const SOCKET_PATH = 'socket.io/';

/** How long a viewer may take to answer a close frame, ms. */
const CLOSE_MS = 1_000;

/** Why a handshake is refused; undefined lets it pass. */
export type JudgeHandshake = (request: IncomingMessage) => { code: string; message: string } | undefined;

/** Socket.IO as the API page says it: its path, its message limit, and the same rules of origin as HTTP. */
export class LiveIoAdapter extends IoAdapter {
  private io: Server | undefined;
  /** Connections that were upgraded: they are no longer the HTTP server's, which would wait for them at its end. */
  private readonly upgraded = new Set<Duplex>();

  constructor(
    app: INestApplicationContext,
    private readonly settings: Pick<HttpSettings, 'basePath' | 'allowedOrigins'>,
    private readonly judge: JudgeHandshake,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const { basePath, allowedOrigins } = this.settings;
    const io = super.createIOServer(port, {
      ...options,
      path: `${basePath}${SOCKET_PATH}`,
      cors: { origin: [...allowedOrigins] },
      serveClient: false,
      maxHttpBufferSize: LIMITS.socketMessageBytes,
      perMessageDeflate: false,
      pingInterval: 10_000,
      pingTimeout: 5_000,
      allowRequest: (request, done) => {
        const refusal = this.judge(request);
        done(refusal ? `${refusal.code}: ${refusal.message}` : null, refusal === undefined);
      },
    } as ServerOptions);
    this.io = io;
    (this.httpServer as HttpServer).on('upgrade', (_request, socket: Duplex) => {
      this.upgraded.add(socket);
      socket.once('close', () => this.upgraded.delete(socket));
    });
    if (basePath !== '/') acceptStripped(this.httpServer as HttpServer, basePath);
    return io;
  }

  /** Ends every connection; who does not answer the close frame in time is cut off. */
  override async close(server: Server): Promise<void> {
    this.io?.engine.close();
    const impatience = setTimeout(() => {
      for (const socket of this.upgraded) socket.destroy();
    }, CLOSE_MS);
    await super.close(server);
    clearTimeout(impatience);
  }
}

/** A proxy may have taken the prefix away: requests without it are served as those with it, as all of HTTP. */
function acceptStripped(server: HttpServer, basePath: string): void {
  const restore = (request: IncomingMessage): void => {
    if (request.url?.startsWith(`/${SOCKET_PATH}`)) request.url = `${basePath}${request.url.slice(1)}`;
  };
  server.prependListener('request', restore);
  server.prependListener('upgrade', restore);
}
