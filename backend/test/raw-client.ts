import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './until.js';

/** A client on a bare TCP connection, which counts its bytes itself. */
export class RawClient {
  private sent = 0;
  private received = 0;
  private chunks: Buffer[] = [];

  private constructor(
    private readonly socket: Socket,
    readonly host: string,
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.received += chunk.length;
      this.chunks.push(chunk);
    });
    // The server may end what the test has left open.
    socket.on('error', () => undefined);
  }

  static async open(url: string): Promise<RawClient> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new RawClient(socket, host);
  }

  counted(): { sent: number; received: number } {
    return { sent: this.sent, received: this.received };
  }

  /** All bytes that came since the last request of {@link get}, {@link post} or {@link upgrade}, as latin1. */
  text(): string {
    return Buffer.concat(this.chunks).toString('latin1');
  }

  forget(): void {
    this.chunks = [];
  }

  write(bytes: string | Buffer): void {
    this.sent += Buffer.byteLength(bytes, 'latin1');
    this.socket.write(bytes, 'latin1');
  }

  /** Resolves when all that was written has left, and a turn of the loop later. */
  async flushed(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.write('', () => setImmediate(resolve)));
  }

  /** Body of the answer, which must state its length. */
  async get(path: string): Promise<string> {
    return this.exchange(`GET ${path} HTTP/1.1\r\nHost: ${this.host}\r\n\r\n`);
  }

  async post(path: string, body: string, type = 'application/json'): Promise<string> {
    const headers = `Host: ${this.host}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}`;
    return this.exchange(`POST ${path} HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
  }

  /** Asks for a WebSocket, with `early` bytes right behind; resolves when the answer is there. */
  async upgrade(path: string, early = Buffer.alloc(0)): Promise<void> {
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const head = `GET ${path} HTTP/1.1\r\nHost: ${this.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`;
    this.forget();
    this.write(Buffer.concat([Buffer.from(head), early]));
    await until(
      'the answer',
      () => this.text().startsWith('HTTP/1.1 101') && this.text().includes('\r\n\r\n'),
    );
  }

  close(): void {
    this.socket.destroy();
  }

  private async exchange(request: string): Promise<string> {
    this.forget();
    this.write(request);
    return until('the answer', () => bodyOf(this.text()));
  }
}

function bodyOf(text: string): string | undefined {
  const end = text.indexOf('\r\n\r\n') + 4;
  const length = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? NaN);
  return end > 3 && text.length === end + length ? text.slice(end) : undefined;
}
