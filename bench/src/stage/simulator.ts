import { fork, type ChildProcess } from 'node:child_process';
import { ROOT, simulatorOf } from './checkout.ts';
import { end, hasEnded } from './ending.ts';

export interface FleetPlan {
  devices: number;
  /** Each device publishes each so many ms. */
  intervalMs: number;
}

const CONNECTIONS = 8;

/** The project's simulator as a plain fleet; ends with its scope, and with this program. */
export class Simulator {
  readonly #child: ChildProcess;

  constructor(brokerUrl: string, { devices, intervalMs }: FleetPlan) {
    const options = {
      broker: brokerUrl,
      scenario: 'plain',
      devices,
      interval: intervalMs,
      connections: CONNECTIONS,
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#child = fork(simulatorOf(ROOT), [...args, '--quiet'], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** Throws if it has ended, which it does not by itself. */
  check(): void {
    if (hasEnded(this.#child)) throw new Error('the simulator has ended');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child, () => this.#child.kill('SIGTERM'));
  }
}
