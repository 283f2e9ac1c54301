import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { StoreError } from '../../ports/reading-store.js';
import { withOwnColumns } from './own-columns.js';
import type { StoreCall, StoreReport } from './protocol.js';
import type { StoreOptions } from './store-options.js';

/** Threads for statements that run at a time: readers, the writer, sealing. */
const POOL_THREADS = '8';

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: StoreError) => void;
}

/** The process that has the store's files open, seen from its parent. */
export class StoreProcess {
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended: Promise<unknown>;
  private calls = 0;
  private hasEnded = false;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit').catch(() => undefined);
    child.on('message', (report: StoreReport) => this.take(report));
    child.on('error', (error) => this.end(error.message));
    child.on('exit', (code, signal) => this.end(`ended with ${signal ?? String(code)}`));
  }

  static start(entry: URL, options: StoreOptions): StoreProcess {
    const child = fork(entry, [JSON.stringify(options)], {
      serialization: 'advanced',
      execArgv: [],
      env: { ...process.env, UV_THREADPOOL_SIZE: POOL_THREADS },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return new StoreProcess(child);
  }

  get isRunning(): boolean {
    return !this.hasEnded;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Rejects with a StoreError, also if the process ends before it has answered. */
  call(name: StoreCall['name'], args: unknown[]): Promise<unknown> {
    if (this.hasEnded) return Promise.reject(new StoreError('failed', 'the process of the store has ended'));
    const call = ++this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.child.send({ call, name, args } satisfies StoreCall);
    });
  }

  /** Lets it end what was asked so far, close its files and end. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    await this.call('close', []).catch(() => undefined);
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }

  private take(report: StoreReport): void {
    const waiting = this.waiting.get(report.call);
    this.waiting.delete(report.call);
    if (report.type === 'answer') waiting?.resolve(withOwnColumns(report.result));
    else waiting?.reject(new StoreError(report.fault, report.message));
  }

  private end(how: string): void {
    this.hasEnded = true;
    const error = new StoreError('failed', `the process of the history store ${how}`);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
