import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { ApiError } from '../../ports/api-error.js';
import type { CallTarget, IngestOrder, IngestReport } from '../../ports/ingest-thread.js';
import type { Ingest, IngestCalls } from '../../ports/ingest.js';
import { Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';

/** Calls that may wait for the thread at once. */
const WAITING_MAX = 1_000;

/** Runs the ingest in its own thread and puts its steps on the live bus. */
@Injectable()
export class IngestThread implements Ingest, OnModuleInit, BeforeApplicationShutdown {
  readonly submit = this.caller('submit');
  readonly patch = this.caller('patch');
  readonly remove = this.caller('remove');
  readonly replace = this.caller('replace');
  readonly lastMessage = this.caller('lastMessage');
  readonly patchSite = this.caller('patchSite');
  readonly readLog = this.caller('readLog');
  readonly lab = this.caller('lab');
  readonly publish = this.caller('publish');
  private readonly logger = new Logger('ingest');
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private worker: Worker | undefined;
  private nextCall = 1;
  private readonly clock = new Clock();
  private ended: string | undefined = 'it has not started yet';
  private changedAt = this.clock.now();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
  ) {}

  /** Starts the thread; rejects with the reason if it cannot start. */
  async onModuleInit(): Promise<void> {
    const url = new URL('../../ingest.worker.js', import.meta.url);
    const worker = new Worker(url, { workerData: this.settings });
    this.worker = worker;
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (report: IngestReport) => {
        this.reported(report, resolve, reject);
      });
      worker.on('error', (error) => {
        this.failed(error, reject);
      });
      worker.on('exit', () => {
        this.exited();
      });
    });
  }

  fault(): string | undefined {
    return this.ended;
  }

  since(): number {
    return this.changedAt;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.worker || this.ended !== undefined) return;
    const exit = once(this.worker, 'exit');
    this.worker.postMessage({ type: 'stop' } satisfies IngestOrder);
    await exit;
  }

  private caller<Call extends keyof IngestCalls>(name: Call): Ingest[Call] {
    const call = (...args: unknown[]) => this.call('ingest', name, args);
    return call as Ingest[Call];
  }

  /** Has `name` of the target called in the thread; rejects with an ApiError. */
  call(target: CallTarget, name: string, args: unknown[]): Promise<unknown> {
    if (!this.worker || this.ended !== undefined) {
      return Promise.reject(new ApiError('unavailable', 'the ingest does not run'));
    }
    if (this.waiting.size >= WAITING_MAX) {
      return Promise.reject(new ApiError('unavailable', 'too many calls wait for the ingest'));
    }
    const call = this.nextCall++;
    const answer = Promise.withResolvers<unknown>();
    this.waiting.set(call, answer);
    this.worker.postMessage({ type: 'call', call, target, name, args } satisfies IngestOrder);
    return answer.promise;
  }

  private reported(report: IngestReport, started: () => void, failed: (error: Error) => void): void {
    switch (report.type) {
      case 'ready':
        this.become(undefined);
        started();
        break;
      case 'failed':
        failed(new Error(report.message));
        break;
      case 'step':
        this.bus.publish(report.step);
        break;
      case 'answer':
        this.settle(report.call)?.resolve(report.result);
        break;
      case 'fault':
        this.settle(report.call)?.reject(new ApiError(report.code, report.message));
        break;
    }
  }

  /** Runs (undefined), or does not because of `ended`. */
  private become(ended: string | undefined): void {
    if ((ended === undefined) !== (this.ended === undefined)) this.changedAt = this.clock.now();
    this.ended = ended;
  }

  private settle(call: number): PromiseWithResolvers<unknown> | undefined {
    const waiting = this.waiting.get(call);
    this.waiting.delete(call);
    return waiting;
  }

  private failed(error: unknown, reject: (error: Error) => void): void {
    const fault = error instanceof Error ? error : new Error(String(error));
    this.logger.error(`the thread has failed: ${fault.stack ?? fault.message}`);
    this.become(fault.message);
    reject(fault);
  }

  private exited(): void {
    this.become(this.ended ?? 'it has ended');
    for (const call of this.waiting.values())
      call.reject(new ApiError('unavailable', 'the ingest has ended'));
    this.waiting.clear();
  }
}
