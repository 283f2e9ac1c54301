import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

/** A webhook as it came; `at`: ms since the epoch. */
export interface Received {
  /** `Idempotency-Key`; empty if it had none. */
  key: string;
  body: unknown;
  at: number;
}

/** Hears of each webhook and says the status of the answer. */
export type OnReceived = (received: Received) => number;

/** What webhooks are sent to: a web server of this machine that outlives who sends them. */
export class WebhookSink {
  readonly #server: Server;
  readonly port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async start(heard: OnReceived): Promise<WebhookSink> {
    const server = createServer((request, response) => {
      void take(request, heard).then((status) => response.writeHead(status).end());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port for webhooks');
    return new WebhookSink(server, address.port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** A request that breaks off, as at a kill of its sender, is none. */
async function take(request: IncomingMessage, heard: OnReceived): Promise<number> {
  const at = Date.now();
  const key = request.headers['idempotency-key'];
  const body = await json(request).catch(() => undefined);
  if (body === undefined) return 400;
  return heard({ key: typeof key === 'string' ? key : '', body, at });
}
