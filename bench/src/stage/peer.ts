import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { end } from './ending.ts';

const PEERS = join(import.meta.dirname, '../peers');

export type PeerName =
  | 'acknowledging-subscriber'
  | 'bare-subscriber'
  | 'fan-clients'
  | 'fan-server'
  | 'lane-clients'
  | 'ledger-publisher'
  | 'publisher'
  | 'raw-appender'
  | 'relay'
  | 'relay-viewers'
  | 'returning-clients'
  | 'viewers'
  | 'watchers';

/** What a peer answers to a call. */
export type Answer = { call: number; value: unknown } | { call: number; error: string };

/** A part of a benchmark in a process of its own (`src/peers/<name>.ts`), asked over a message channel. */
export class Peer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #name: PeerName;
  #next = 1;

  private constructor(name: PeerName, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
    child.on('message', (answer: Answer) => this.#answered(answer));
    child.on('exit', (code) => this.#ended(code));
  }

  static async start(name: PeerName, nodeOptions: readonly string[] = []): Promise<Peer> {
    const child = fork(join(PEERS, `${name}.ts`), {
      execArgv: [...nodeOptions],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${name} did not start`))),
    ]);
    return new Peer(name, child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Asks the peer to do something; the types of both are told by its file. */
  call(what: string, input?: unknown): Promise<unknown> {
    const call = this.#next++;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(call, answer);
    this.#child.send({ call, what, input });
    return answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child, () => this.#child.disconnect());
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.call);
    this.#waiting.delete(answer.call);
    if ('error' in answer) waiting?.reject(new Error(`${this.#name}: ${answer.error}`));
    else waiting?.resolve(answer.value);
  }

  #ended(code: number | null): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`${this.#name} ended with ${code}`));
    this.#waiting.clear();
  }
}
