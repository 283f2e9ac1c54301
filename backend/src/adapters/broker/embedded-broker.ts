import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { STOP, type BrokerReport, type BrokerStart } from './broker-messages.js';

/** The embedded broker, running in its own thread. */
export interface EmbeddedBroker {
  host: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the embedded broker. Rejects with a sentence that names the setting to change. */
export async function startEmbeddedBroker(start: BrokerStart): Promise<EmbeddedBroker> {
  const worker = new Worker(new URL('./broker.worker.js', import.meta.url), { workerData: start });
  const [report] = (await once(worker, 'message')) as [BrokerReport];
  if (report.type === 'failed') {
    await worker.terminate();
    throw new Error(`The embedded broker does not start: ${report.message}`);
  }
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
