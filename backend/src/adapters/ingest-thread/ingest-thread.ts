import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { IngestReceipt } from '@sensorium/contracts';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type { IngestOrder, IngestReport } from '../../ports/ingest-thread.js';
import type { Ingest } from '../../ports/ingest.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';

/** Calls that may wait for the thread at once. */
const WAITING_MAX = 1_000;

/** Runs the ingest in its own thread and puts its steps on the live bus. */
@Injectable()
export class IngestThread implements Ingest, OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('ingest');
  private readonly waiting = new Map<number, PromiseWithResolvers<IngestReceipt>>();
  private worker: Worker | undefined;
  private nextCall = 1;
  private ended: string | undefined = 'it has not started yet';

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
  ) {}

  /** Starts the thread; rejects with the reason if it cannot start. */
  async onModuleInit(): Promise<void> {
    const worker = new Worker(new URL('../../ingest.worker.js', import.meta.url), {
      workerData: this.settings,
    });
    this.worker = worker;
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (report: IngestReport) => this.reported(report, resolve, reject));
      worker.on('error', (error) => this.failed(error, reject));
      worker.on('exit', () => this.exited());
    });
  }

  submit(device: string, payload: Uint8Array): Promise<IngestReceipt> {
    if (!this.worker || this.ended !== undefined) return Promise.reject(new Error('the ingest does not run'));
    if (this.waiting.size >= WAITING_MAX) return Promise.reject(new Error('too many payloads wait'));
    const call = this.nextCall++;
    const receipt = Promise.withResolvers<IngestReceipt>();
    this.waiting.set(call, receipt);
    this.worker.postMessage({ type: 'submit', call, device, payload } satisfies IngestOrder);
    return receipt.promise;
  }

  fault(): string | undefined {
    return this.ended;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.worker || this.ended !== undefined) return;
    const exit = once(this.worker, 'exit');
    this.worker.postMessage({ type: 'stop' } satisfies IngestOrder);
    await exit;
  }

  private reported(report: IngestReport, started: () => void, failed: (error: Error) => void): void {
    switch (report.type) {
      case 'ready':
        this.ended = undefined;
        started();
        break;
      case 'failed':
        failed(new Error(report.message));
        break;
      case 'step':
        this.bus.publish(report.step);
        break;
      case 'receipt':
        this.waiting.get(report.call)?.resolve(report.receipt);
        this.waiting.delete(report.call);
        break;
    }
  }

  private failed(error: unknown, reject: (error: Error) => void): void {
    const fault = error instanceof Error ? error : new Error(String(error));
    this.logger.error(`the thread has failed: ${fault.stack ?? fault.message}`);
    this.ended = fault.message;
    reject(fault);
  }

  private exited(): void {
    this.ended ??= 'it has ended';
    for (const call of this.waiting.values()) call.reject(new Error('the ingest has ended'));
    this.waiting.clear();
  }
}
