import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { createLogger } from './config/logger.js';
import type { Settings } from './config/settings.js';
import { IngestWorkerModule } from './ingest-worker.module.js';
import { IngestService } from './ingest/ingest.service.js';
import type { IngestOrder, IngestReport } from './ports/ingest-thread.js';
import type { LiveStep } from './ports/live-bus.js';

/** Entry of the ingest thread: MQTT, decoding and the registry, away from HTTP and the gateways. */

if (!parentPort) throw new Error('ingest.worker runs only as a worker thread');
await run(parentPort, workerData as Settings);

async function run(port: MessagePort, settings: Settings): Promise<void> {
  const report = (message: IngestReport, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  try {
    const app = await NestFactory.createApplicationContext(IngestWorkerModule.with(settings), {
      logger: createLogger(settings.logLevel),
      abortOnError: false,
    });
    const ingest = app.get(IngestService);
    ingest.onStep((step) => report({ type: 'step', step }, transferable(step)));
    port.on('message', (order: IngestOrder) => {
      if (order.type === 'stop') void app.close().finally(() => port.close());
      else report({ type: 'receipt', call: order.call, receipt: ingest.submit(order.device, order.payload) });
    });
    await ingest.start();
    report({ type: 'ready' });
  } catch (error) {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}

function transferable({ readings }: LiveStep): ArrayBuffer[] {
  if (!readings) return [];
  const { series, t, received, value, flags } = readings;
  return [series, t, received, value, flags].map((column) => column.buffer);
}
