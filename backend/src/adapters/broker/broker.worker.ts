import { Aedes, type Client } from 'aedes';
import { createServer, type Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { BoundedPersistence } from './bounded-persistence.js';
import type { BrokerReport, BrokerStart } from './broker-messages.js';

/** Entry of the thread that runs the embedded broker (MQTT 3.1.1), so that a busy broker delays nothing else. */

const BOUNDS = {
  clients: 20_000,
  sessionExpiryMs: 3_600_000,
  retainedTopics: 100_000,
  retainedBytes: 64 * 1_048_576,
  queuedPerClient: 10_000,
  queuedBytes: 128 * 1_048_576,
};

const PORTS_TO_TRY = 20;

const start = workerData as BrokerStart;
const persistence = new BoundedPersistence(BOUNDS);
const abandoned = new Map<string, number>();

const broker = await Aedes.createBroker({
  persistence,
  concurrency: 1_000,
  preConnect: (_client, _packet, done) => {
    done(null, broker.connectedClients < BOUNDS.clients);
  },
});
broker.on('clientReady', (client: Client) => abandoned.delete(client.id));
broker.on('clientDisconnect', (client: Client) => {
  if (!client.clean) abandoned.set(client.id, performance.now());
});

const server = createServer((socket) => {
  socket.setNoDelay(true);
  broker.handle(socket);
});
const expiry = setInterval(() => void forgetAbandoned(), 60_000);

parentPort?.on('message', () => void stop());
await open();

async function open(): Promise<void> {
  const last = start.portGiven || start.port === 0 ? start.port : Math.min(start.port + PORTS_TO_TRY, 65_535);
  for (let port = start.port; ; port++) {
    const fault = await listen(server, port, start.host);
    if (fault?.code === 'EADDRINUSE' && port < last) continue;
    report(
      fault ? { type: 'failed', message: describe(fault) } : { type: 'listening', port: portOf(server) },
    );
    return;
  }
}

async function forgetAbandoned(): Promise<void> {
  const before = performance.now() - BOUNDS.sessionExpiryMs;
  for (const [id, since] of abandoned) {
    if (since > before) continue;
    abandoned.delete(id);
    await persistence.forget(id);
  }
}

async function stop(): Promise<void> {
  clearInterval(expiry);
  server.close();
  await new Promise<void>((done) => broker.close(done));
  parentPort?.close();
}

function report(message: BrokerReport): void {
  parentPort?.postMessage(message);
}

/** Listens on one port; resolves to the error if that cannot be done. */
function listen(on: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    on.once('error', failed);
    on.listen(port, host, () => {
      on.off('error', failed);
      resolve(undefined);
    });
  });
}

function portOf(listening: Server): number {
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function describe(fault: NodeJS.ErrnoException): string {
  const where = `${start.host}:${start.port}`;
  if (fault.code === 'EADDRINUSE') return `port ${where} is taken (MQTT_PORT)`;
  if (fault.code === 'EACCES') return `port ${where} may not be opened by this user (MQTT_PORT)`;
  return `cannot listen on ${where}: ${fault.message}`;
}
