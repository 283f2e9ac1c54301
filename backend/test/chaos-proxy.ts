import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What happens to every connection, those that open meanwhile too. `delay`: bytes come late. `trickle`: few at a time.
 * `half-open`: nothing passes, and nobody is told. `cut` and `reset`: what is open ends, with FIN or with RST.
 */
export type Fault =
  | { kind: 'none' }
  | { kind: 'delay'; ms: number }
  | { kind: 'trickle'; bytes: number; everyMs: number }
  | { kind: 'half-open' }
  | { kind: 'cut' }
  | { kind: 'reset' };

/** Bytes on their way in one direction: in order, as the fault of the proxy lets them. */
class Pump {
  private waiting: { bytes: Buffer; at: number }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isEnded = false;
  private isStopped = false;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly fault: () => Fault,
  ) {
    from.on('data', (bytes: Buffer) => {
      this.waiting.push({ bytes, at: performance.now() });
      this.move();
    });
    from.on('end', () => {
      this.isEnded = true;
      this.move();
    });
  }

  /** Passes on what may pass now; to be called again when the fault has changed. */
  move(): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    const fault = this.fault();
    if (fault.kind === 'half-open') {
      this.from.pause();
      return;
    }
    this.from.resume();
    const wait = fault.kind === 'trickle' ? this.trickle(fault) : this.pass(fault);
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.move(), wait);
    else if (this.isEnded) this.to.end();
  }

  /** What waits is lost. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.waiting = [];
  }

  private trickle({ bytes, everyMs }: Extract<Fault, { kind: 'trickle' }>): number {
    const [first] = this.waiting;
    if (!first) return everyMs;
    this.to.write(first.bytes.subarray(0, bytes));
    first.bytes = first.bytes.subarray(bytes);
    if (first.bytes.length === 0) this.waiting.shift();
    return everyMs;
  }

  /** How long the next waits, ms. */
  private pass(fault: Fault): number {
    const before = performance.now() - (fault.kind === 'delay' ? fault.ms : 0);
    for (let [first] = this.waiting; first && first.at <= before; [first] = this.waiting) {
      this.to.write(first.bytes);
      this.waiting.shift();
    }
    return Math.max(1, (this.waiting[0]?.at ?? before) - before);
  }
}

/** One connection of a client, and the proxy's own to the server. */
class Link {
  private readonly pumps: Pump[];
  private isLeft = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    fault: () => Fault,
    onClosed: (link: Link) => void,
  ) {
    this.pumps = [new Pump(client, server, fault), new Pump(server, client, fault)];
    for (const socket of [client, server]) {
      // One end may close long before the other, whose bytes the proxy still holds.
      socket.once('close', () => client.closed && server.closed && onClosed(this));
      // Whoever breaks it, both ends learn of it by the close that follows.
      socket.on('error', () => undefined);
      socket.once('close', (hadError) => {
        if (hadError && !this.isLeft) this.destroy();
      });
    }
  }

  move(): void {
    for (const pump of this.pumps) pump.move();
  }

  /** What is on its way is lost. With `isLeft` the server is not told that the client has gone. */
  break(how: 'cut' | 'reset', isLeft: boolean): void {
    this.isLeft ||= isLeft;
    for (const pump of this.pumps) pump.stop();
    for (const socket of isLeft ? [this.client] : [this.client, this.server]) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  destroy(): void {
    for (const pump of this.pumps) pump.stop();
    this.client.destroy();
    this.server.destroy();
  }
}

/** A TCP proxy in front of a server, which does to its connections what a bad line does. */
export class ChaosProxy {
  private readonly links = new Set<Link>();
  private fault: Fault = { kind: 'none' };
  /** Connections that it took. */
  opened = 0;
  private readonly server = createServer({ allowHalfOpen: true }, (client) => this.take(client));

  private constructor(private readonly target: URL) {}

  static async start(target: string): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(new URL(target));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** From now on; `cut` and `reset` happen once, and new connections pass. */
  suffer(fault: Fault): void {
    const isHalfOpen = this.fault.kind === 'half-open';
    this.fault = fault;
    if (fault.kind === 'cut' || fault.kind === 'reset') {
      for (const link of this.links) link.break(fault.kind, isHalfOpen);
      return;
    }
    for (const link of this.links) link.move();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const link of this.links) link.destroy();
    await closed;
  }

  private take(client: Socket): void {
    this.opened += 1;
    const server = connect({
      host: this.target.hostname,
      port: Number(this.target.port),
      allowHalfOpen: true,
    });
    const link = new Link(
      client,
      server,
      () => this.fault,
      (closed) => this.links.delete(closed),
    );
    this.links.add(link);
    link.move();
  }
}
