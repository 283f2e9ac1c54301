import { Logger } from '@nestjs/common';
import { nanoid } from 'nanoid';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BrokerRefusals } from '../../ports/broker-refusals.js';
import type { BrokerOrder, BrokerReport, BrokerStart } from './broker-messages.js';
import { RefusalLog } from './refusal-log.js';

/** How often the log is told what is due, ms. */
const LOG_EVERY_MS = 1_000;

/** The embedded broker, running in its own thread. */
export interface EmbeddedBroker {
  host: string;
  port: number;
  refusals: BrokerRefusals;
  /** Password of our own link. */
  key: string;
  /** Lets devices in: our link is subscribed. Until then they are told that the broker is unavailable. */
  open(): void;
  /** Sends devices away: our link is about to end. */
  shut(): void;
  stop(): Promise<void>;
}

/**
 * Starts the embedded broker. Rejects with a sentence that names the setting to change; `onFailure` hears of a
 * fault that ends it later. What it refuses is counted in `refusals`, and logged.
 */
export async function startEmbeddedBroker(
  start: Omit<BrokerStart, 'key'>,
  onFailure: (error: unknown) => void,
): Promise<EmbeddedBroker> {
  const key = nanoid();
  const workerData: BrokerStart = { ...start, key };
  const worker = new Worker(new URL('./broker.worker.js', import.meta.url), { workerData });
  const order = (what: BrokerOrder) => worker.postMessage(what);
  const refusals = logRefusals(worker);
  const report = await startReport(worker);
  if (report.type === 'failed') {
    await worker.terminate();
    throw new Error(`The embedded broker does not start: ${report.message}`);
  }
  worker.on('error', onFailure);
  return {
    host: start.host,
    port: report.port,
    refusals,
    key,
    open: () => order('open'),
    shut: () => order('shut'),
    stop: async () => {
      const ended = once(worker, 'exit');
      order('stop');
      await ended;
    },
  };
}

/** Keeps and logs what the thread refuses, until it ends. */
function logRefusals(worker: Worker): RefusalLog {
  const logger = new Logger('broker');
  const log = new RefusalLog();
  const say = () => {
    for (const line of log.takeLines(performance.now())) logger.warn(line);
  };
  const timer = setInterval(say, LOG_EVERY_MS).unref();
  worker.on('message', (message: Partial<BrokerReport>) => {
    if (message.type === 'refusals' && message.refusals) log.note(message.refusals);
  });
  worker.once('exit', () => {
    clearInterval(timer);
    say();
  });
  return log;
}

type StartReport = Exclude<BrokerReport, { type: 'refusals' }>;

/** What the thread says of its start. Others may post too: Node itself does so under `--watch`. */
function startReport(worker: Worker): Promise<StartReport> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: Partial<BrokerReport>) => {
      if (message.type === 'listening' || message.type === 'failed') resolve(message as StartReport);
    });
  });
}
