import type { Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { Clock } from '../../ports/clock.js';
import { BOUNDS } from './broker-bounds.js';
import type { BrokerOrder, BrokerReport, BrokerStart } from './broker-messages.js';
import { Door } from './door.js';
import { createGuardedBroker } from './guarded-broker.js';
import { RefusalTally } from './refusal-tally.js';

/** Entry of the thread that runs the embedded broker (MQTT 3.1.1), so that a busy broker delays nothing else. */

const PORTS_TO_TRY = 20;

const start = workerData as BrokerStart;
const clock = new Clock();
const tally = new RefusalTally();
const door = new Door(start.key);
const broker = await createGuardedBroker(BOUNDS, door, (refusal, who) => {
  tally.add(refusal, who, clock.now() / 1_000);
});
const timers = [
  setInterval(() => void broker.forgetAbandoned(performance.now()), 60_000),
  setInterval(reportRefusals, 1_000),
];

parentPort?.on('message', (order: BrokerOrder) => {
  door.isOpen = order === 'open';
  if (order === 'shut') broker.sendAway();
  if (order === 'stop') void stop();
});
await open(broker.server);

async function open(server: Server): Promise<void> {
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

async function stop(): Promise<void> {
  timers.forEach(clearInterval);
  reportRefusals();
  broker.server.close();
  await broker.close();
  parentPort?.close();
}

function reportRefusals(): void {
  const refusals = tally.take();
  if (refusals) report({ type: 'refusals', refusals });
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
