import { machineMs } from '../measure/clock.ts';
import { messagesOf, type MessageKind } from './messages.ts';
import { PublishConnection, type Template } from './publish-connection.ts';
import { serve } from './serve.ts';

/** What `publish` is asked for. */
export interface PublishOrder {
  kind: MessageKind;
  devices: number;
  count: number;
  /** Messages a second, evenly; 0: as many as the broker takes. */
  rate: number;
}

/** Publishes the messages of a fleet over a few connections. */

const CONNECTIONS = 8;
const connections: PublishConnection[] = [];
let isStopped = false;
let published = 0;

serve({
  async open({ port }: { port: number }): Promise<void> {
    for (let place = 0; place < CONNECTIONS; place++) {
      connections.push(await PublishConnection.open(port, `bench-publisher-${place}`));
    }
  },
  /** Resolves when the broker has taken all of them, with the seconds that it took. */
  async publish(order: PublishOrder): Promise<number> {
    const began = machineMs();
    isStopped = false;
    published = 0;
    const next = counted(order);
    if (order.rate === 0) await flood(next);
    else await steady(next, order.rate);
    return (machineMs() - began) / 1_000;
  },
  /** Ends the publishing under way before its count; that resolves once the broker has taken what was sent. */
  stop(): void {
    isStopped = true;
  },
  /** Messages that the last order has sent. */
  sent: () => published,
});

/** The next message, until all have been given out. */
type Next = () => Template | undefined;

function counted({ kind, devices, count }: PublishOrder): Next {
  const source = messagesOf(kind, devices);
  return () => (published < count && !isStopped ? source(published++) : undefined);
}

/** Keeps every connection full. */
async function flood(next: Next): Promise<void> {
  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          connection.onRoom = () => {
            const some = takeSome(next, connection.room);
            if (some.length > 0) connection.send(some);
            else if (connection.underWay === 0) resolve();
          };
          connection.onRoom();
        }),
    ),
  );
}

/**
 * Sends each message when it is due, on the next connection, and waits for the rest. Devices do not publish in
 * step, so messages come one by one: timers of whole milliseconds would bunch them and make receiving cheap.
 */
async function steady(next: Next, rate: number): Promise<void> {
  const began = machineMs();
  let sent = 0;
  for (;;) {
    const connection = await roomAt(began + (sent * 1_000) / rate, sent);
    const message = next();
    if (!message) break;
    connection.send([message]);
    sent += 1;
  }
  await flood(() => undefined);
}

/** The connection for the `n`th message, when that is due and there is room. */
async function roomAt(due: number, n: number): Promise<PublishConnection> {
  for (;;) {
    const connection = connections[n % connections.length];
    if (connection && connection.room > 0 && machineMs() >= due) return connection;
    await nap(due - machineMs());
  }
}

const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** Sleeps up to a millisecond, finer than a timer can, then lets acknowledgements in. */
async function nap(ms: number): Promise<void> {
  if (ms > 0.02) Atomics.wait(NEVER, 0, 0, Math.min(1, ms));
  await new Promise((resolve) => setImmediate(resolve));
}

function takeSome(next: Next, most: number): Template[] {
  const some: Template[] = [];
  while (some.length < most) {
    const message = next();
    if (!message) break;
    some.push(message);
  }
  return some;
}
