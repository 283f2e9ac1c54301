import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** What a proxy in between lets through: everything, no upgrade, no Socket.IO at all, or nothing. */
export type Passing = 'all' | 'no-upgrade' | 'no-socket-io' | 'nothing';

const SOCKET_IO = '/socket.io/';

/** A proxy between browser and backend, so that a test can cut or block the way, whoever in the browser uses it. */
export class Gate {
  private passing: Passing = 'all';
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private readonly target: URL;

  private constructor(target: string) {
    this.target = new URL(target);
    this.server = createServer((incoming, answer) => {
      this.pass(incoming, answer);
    });
    this.server.on('connection', (socket) => {
      if (this.passing === 'nothing') socket.destroy();
      else this.keep(socket);
    });
    this.server.on('upgrade', (incoming, socket: Socket, head) => {
      this.upgrade(incoming, socket, head);
    });
  }

  static async open(target: string): Promise<Gate> {
    const gate = new Gate(target);
    gate.server.listen(0, '127.0.0.1');
    await once(gate.server, 'listening');
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** From now on only this passes; what is open is cut. */
  let(passing: Passing): void {
    this.passing = passing;
    for (const socket of this.sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.let('nothing');
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    if (this.passing === 'no-socket-io' && incoming.url?.startsWith(SOCKET_IO)) {
      answer.writeHead(403).end();
      return;
    }
    const { hostname, port } = this.target;
    const { url: path, method, headers } = incoming;
    const outgoing = request({ hostname, port, path, method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }

  private upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.passing !== 'all') {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const through = connect(Number(this.target.port), this.target.hostname);
    this.keep(through);
    const names = incoming.rawHeaders.flatMap((name, at, all) =>
      at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
    );
    through.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${names.join('\r\n')}\r\n\r\n`);
    through.write(head);
    through.pipe(socket).pipe(through);
    through.on('close', () => socket.destroy());
    socket.on('close', () => through.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
