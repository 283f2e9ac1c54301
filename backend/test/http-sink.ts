import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from './until.js';

/** One request that came in. */
export interface Taken {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the sink answers: a status with headers, or not at all. */
export type SinkAnswer = { status: number; headers?: Record<string, string> } | 'silence';

/** An HTTP server that writes down what it is sent. */
export class HttpSink {
  readonly taken: Taken[] = [];
  /** What each later request is answered with. */
  answer: (taken: Taken) => SinkAnswer = () => ({ status: 204 });

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(port = 0): Promise<HttpSink> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const sink = new HttpSink(server, (server.address() as AddressInfo).port);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const taken = { path: request.url ?? '', headers: request.headers, body };
        sink.taken.push(taken);
        const answer = sink.answer(taken);
        if (answer !== 'silence') response.writeHead(answer.status, answer.headers).end();
      });
    });
    return sink;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The requests so far under a path, once there are `count`. */
  async wait(path: string, count: number, limitMs = 20_000): Promise<Taken[]> {
    return until(
      `${count} requests to ${path}`,
      () => {
        const found = this.taken.filter((one) => one.path === path);
        return found.length >= count && found;
      },
      limitMs,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
