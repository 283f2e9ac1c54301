import { Aedes } from 'aedes';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A real MQTT broker in this process, which a test can stop and start on the same port. */
export class Broker {
  private server: Server | undefined;
  private aedes: Aedes | undefined;
  private readonly sockets = new Set<Socket>();

  readonly port: number;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(port: number): Promise<Broker> {
    const broker = new Broker(port);
    await broker.resume();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async resume(): Promise<void> {
    const aedes = await Aedes.createBroker();
    this.aedes = aedes;
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      aedes.handle(socket);
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async pause(): Promise<void> {
    const { aedes, server } = this;
    if (!aedes || !server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((done) => {
      aedes.close(done);
    });
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pause();
  }
}
