import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { ErrorCode } from '@sensorium/contracts';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { createLogger } from './config/logger.js';
import type { Settings } from './config/settings.js';
import { IngestWorkerModule } from './ingest-worker.module.js';
import { IngestService } from './ingest/ingest.service.js';
import { ALERTS } from './ports/alert-calls.js';
import { ApiError } from './ports/api-error.js';
import type { CallTarget, IngestOrder, IngestReport } from './ports/ingest-thread.js';
import type { LiveStep } from './ports/live-bus.js';
import { NOTIFY_STORE } from './ports/notify-store.js';
import { StoreError } from './ports/reading-store.js';

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
    ingest.onStep((step) => {
      report({ type: 'step', step }, transferable(step));
    });
    const targets: Record<CallTarget, () => object> = {
      ingest: () => ingest,
      history: () => ingest.history,
      alerts: () => app.get<object>(ALERTS),
      notify: () => app.get<object>(NOTIFY_STORE),
    };
    port.on('message', (order: IngestOrder) => {
      if (order.type === 'stop')
        void app.close().finally(() => {
          port.close();
        });
      else
        void answer(targets[order.target], order).then((message) => {
          const columns = message.type === 'answer' && order.target === 'history';
          report(message, columns ? buffersOf(message.result) : []);
        });
    });
    await ingest.start();
    report({ type: 'ready' });
  } catch (error) {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}

/** Carries out one call; what it changes is told before it is answered. */
async function answer(
  target: () => object,
  { call, name, args }: Extract<IngestOrder, { type: 'call' }>,
): Promise<IngestReport> {
  try {
    const called = target() as Record<string, (...given: unknown[]) => unknown>;
    const act = called[name];
    if (!act) throw new Error(`nothing is called ${name}`);
    return { type: 'answer', call, result: await act.apply(called, args) };
  } catch (error) {
    return {
      type: 'fault',
      call,
      code: codeOf(error),
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof ApiError) return error.code;
  return error instanceof StoreError ? 'unavailable' : 'internal';
}

/** The buffers of all columns in an answer, however deep; each is there once. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
  if (Array.isArray(answer) && typeof answer[0] !== 'object') return [];
  if (typeof answer !== 'object' || answer === null) return [];
  return [...new Set(Object.values(answer).flatMap(buffersOf))];
}

function transferable({ readings }: LiveStep): ArrayBuffer[] {
  if (!readings) return [];
  const { series, t, received, value, flags } = readings;
  return [series, t, received, value, flags].map((column) => column.buffer);
}
