import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../stage/checkout.ts';
import type { BatchWriter } from './batch-writer.ts';

/** A message of the simulator; its payload is JSON with `ts` and the values, beside it or in `values`. */
interface Message {
  payload: string;
}

type Values = Record<string, number | boolean>;

interface Outlet {
  publish(device: number, message: Message): boolean;
  crash(device: number): void;
  restore(device: number): void;
}

interface Simulation {
  start(now: number): void;
  /** Publishes what is due; returns when to come back. */
  advance(now: number): number;
}

/** What is used of the built simulator. */
interface BuiltSimulator {
  makeFleet: (plan: object) => object[];
  Simulation: new (plan: object, outlet: Outlet, counts: object) => Simulation;
  Counts: new () => object;
}

const SEED = 1;

/** The simulator's plain fleet, run as fast as its signals can be worked out, into a store. */
export class SimulatedFleet {
  readonly #simulation: Simulation;
  readonly #numbers = new Map<string, number>();
  readonly #waiting: [series: number, t: number, value: number][] = [];
  #now: number;

  private constructor({ makeFleet, Simulation, Counts }: BuiltSimulator, devices: number, from: number) {
    const plan = { scenario: 'plain', devices, kinds: [], seed: SEED, interval: undefined };
    const outlet: Outlet = {
      publish: (device, { payload }) => this.#take(device, payload),
      crash: () => undefined,
      restore: () => undefined,
    };
    const simulated = { devices: makeFleet(plan), base: '', style: 'json', mishaps: undefined };
    this.#simulation = new Simulation(simulated, outlet, new Counts());
    this.#simulation.start(from);
    this.#now = from;
  }

  /** `from`: first instant, ms since the epoch. */
  static async make(devices: number, from: number): Promise<SimulatedFleet> {
    return new SimulatedFleet(await builtSimulator(), devices, from);
  }

  /** Writes all readings up to `until`, ms since the epoch. */
  async write(writer: BatchWriter, until: number): Promise<void> {
    while (this.#now < until) {
      const next = this.#simulation.advance(this.#now);
      for (const [series, t, value] of this.#waiting.splice(0)) {
        writer.add(series, t, value);
        if (writer.isFull) await writer.flush();
      }
      this.#now = next;
    }
  }

  #take(device: number, payload: string): boolean {
    const { ts, values, ...flat } = JSON.parse(payload) as { ts: number; values?: Values };
    for (const [metric, value] of Object.entries<number | boolean>(values ?? flat))
      this.#waiting.push([this.#numberOf(`${device}/${metric}`), ts * 1_000, Number(value)]);
    return true;
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name) ?? this.#numbers.size;
    this.#numbers.set(name, known);
    return known;
  }
}

async function builtSimulator(): Promise<BuiltSimulator> {
  const [fleet, simulation, throughput] = await Promise.all([
    builtModule<Pick<BuiltSimulator, 'makeFleet'>>('scenario/fleet.js'),
    builtModule<Pick<BuiltSimulator, 'Simulation'>>('simulation.js'),
    builtModule<Pick<BuiltSimulator, 'Counts'>>('throughput.js'),
  ]);
  return { ...fleet, ...simulation, ...throughput };
}

async function builtModule<T>(name: string): Promise<T> {
  const path = join(ROOT, 'simulator/dist', name);
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run build\` first.`);
  return (await import(pathToFileURL(path).href)) as T;
}
