import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { STOP, type BrokerReport, type BrokerStart } from './broker-messages.js';

/** The embedded broker, running in its own thread. */
export interface EmbeddedBroker {
  host: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts the embedded broker. Rejects with a sentence that names the setting to change; `onFailure` hears of a
 * fault that ends it later.
 */
export async function startEmbeddedBroker(
  start: BrokerStart,
  onFailure: (error: unknown) => void,
): Promise<EmbeddedBroker> {
  const worker = new Worker(new URL('./broker.worker.js', import.meta.url), { workerData: start });
  const report = await firstReport(worker);
  if (report.type === 'failed') {
    await worker.terminate();
    throw new Error(`The embedded broker does not start: ${report.message}`);
  }
  worker.on('error', onFailure);
  return {
    host: start.host,
    port: report.port,
    stop: async () => {
      const ended = once(worker, 'exit');
      worker.postMessage(STOP);
      await ended;
    },
  };
}

/** What the thread says of its start. Others may post too: Node itself does so under `--watch`. */
function firstReport(worker: Worker): Promise<BrokerReport> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: Partial<BrokerReport>) => {
      if (message.type === 'listening' || message.type === 'failed') resolve(message as BrokerReport);
    });
  });
}
