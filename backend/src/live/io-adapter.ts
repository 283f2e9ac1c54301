import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { LIMITS } from '@sensorium/contracts';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';

/** Path of Socket.IO below the base path. */
const SOCKET_PATH = 'socket.io/';

/** Why a handshake is refused; undefined lets it pass. */
export type JudgeHandshake = (request: IncomingMessage) => { code: string; message: string } | undefined;

/** Socket.IO as the API page says it: its path, its message limit, and the same rules of origin as HTTP. */
export class LiveIoAdapter extends IoAdapter {
  private io: Server | undefined;

  constructor(
    app: INestApplicationContext,
    private readonly basePath: string,
    private readonly judge: JudgeHandshake,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const io = super.createIOServer(port, {
      ...options,
      path: `${this.basePath}${SOCKET_PATH}`,
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
    if (this.basePath !== '/') acceptStripped(this.httpServer as HttpServer, this.basePath);
    return io;
  }

  /** Ends every connection: those that were upgraded are no longer the HTTP server's, which would wait for them. */
  override async close(server: Server): Promise<void> {
    this.io?.engine.close();
    await super.close(server);
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
