import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real broker on a free port of this machine, and a client that remembers all it heard. */
export interface TestBroker {
  url: string;
  port: number;
  /** Last payload by topic, of live and retained messages. */
  heard: Map<string, string>;
  /** All messages so far, `topic payload`, in order. */
  log: string[];
  /** Waits until `done()` is true, checked each 10 ms; fails after 15 s. */
  until(done: () => boolean, what: string): Promise<void>;
  /** What the broker retains: payload by topic. */
  retained(): Promise<Map<string, string>>;
  /** Breaks all connections but the test's own, as a failing network does. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts a broker; `refuse` makes it reject all credentials but those of the test's own client. */
export async function startBroker({ refuse = false, port = 0 } = {}): Promise<TestBroker> {
  const broker = await Aedes.createBroker();
  if (refuse) {
    broker.authenticate = (_client, username, _password, done) => {
      if (username === 'observer') done(null, true);
      else done(Object.assign(new Error('not authorized'), { returnCode: 5 }), false);
    };
  }
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const url = `mqtt://127.0.0.1:${address.port}`;
  const observer = await subscribe(url);
  const own = new Set(sockets);
  const heard = new Map<string, string>();
  const log: string[] = [];
  observer.on('message', (topic, payload) => {
    heard.set(topic, payload.toString());
    log.push(`${topic} ${payload.toString()}`);
  });
  return {
    url,
    port: address.port,
    heard,
    log,
    until: waitUntil,
    retained: () => readRetained((broker as Aedes & { persistence: RetainedStore }).persistence),
    cut: () => {
      for (const socket of sockets) if (!own.has(socket)) socket.destroy();
    },
    stop: async () => {
      observer.end(true);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        broker.close(resolve);
      });
      server.close();
      await once(server, 'close');
    },
  };
}

async function subscribe(url: string): Promise<MqttClient> {
  const client = await connectAsync(url, { username: 'observer', reconnectPeriod: 0 });
  await client.subscribeAsync('#', { qos: 1 });
  return client;
}

async function waitUntil(done: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!done()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await sleep(10);
  }
}

/** The part of the broker's store that the tests read; its own type says nothing. */
interface RetainedStore {
  createRetainedStreamCombi(filters: string[]): AsyncIterable<{ topic: string; payload: Buffer }>;
}

async function readRetained(store: RetainedStore): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { topic, payload } of store.createRetainedStreamCombi(['#']))
    found.set(topic, payload.toString());
  return found;
}
