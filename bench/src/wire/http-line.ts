import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { HttpAnswers, type AnswerHandlers } from './http-answers.ts';

/** What Chromium puts into a `fetch` of its own page with `cache: 'no-store'`, beside Host and what the page adds. */
const CHROMIUM = [
  'Connection: keep-alive',
  'Pragma: no-cache',
  'Cache-Control: no-cache',
  'sec-ch-ua-platform: "Linux"',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
  'sec-ch-ua-mobile: ?0',
  'Accept: */*',
  'Sec-Fetch-Site: same-origin',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Referer: http://127.0.0.1/transports',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
];

/** Whose headers a request has: those of a browser, or no more than HTTP asks for. */
export type HeaderStyle = 'browser' | 'bare';

/** One kept connection for one request after the other, which costs its process next to nothing. */
export class HttpLine {
  readonly #socket: Socket;
  readonly #head: string;

  private constructor(socket: Socket, host: string, style: HeaderStyle) {
    this.#socket = socket;
    this.#head = [`Host: ${host}`, ...(style === 'browser' ? CHROMIUM : [])].join('\r\n');
  }

  /** `ended`: the connection has gone, though we did not close it. */
  static async open(
    url: string,
    style: HeaderStyle,
    handlers: AnswerHandlers,
    ended: () => void,
  ): Promise<HttpLine> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const answers = new HttpAnswers(handlers);
    socket.on('data', (piece: Buffer) => answers.take(piece));
    socket.on('error', () => socket.destroy());
    socket.on('close', ended);
    return new HttpLine(socket, host, style);
  }

  /** Asks for a path; the caller waits for the answer before the next one. */
  get(path: string, ...headers: readonly string[]): void {
    const more = headers.map((header) => `${header}\r\n`).join('');
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${this.#head}\r\n${more}\r\n`);
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }
}
