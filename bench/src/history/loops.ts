import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { machineMs, pause } from '../measure/clock.ts';
import type { LoopRun } from '../measure/history-run.ts';
import { quantile } from '../measure/statistics.ts';
import { BatchWriter } from '../readings/batch-writer.ts';
import { randomFrom } from '../readings/random.ts';
import { tell } from '../report/outcome.ts';
import { openBuiltStore, storeEntry, type BuiltStore, type ReadingColumns } from '../stage/built-store.ts';
import { TemporaryFolder } from '../stage/cleanup.ts';

/** The load while it seals: readings a second in batches as the ingest makes them, and charts. */
const ROWS_PER_SECOND = 20_000;
const BATCH_MS = 200;
const CHART_MS = 333;
const SERIES = 1_000;

const HOUR_US = 3_600e6;
const FROM_US = Date.UTC(2026, 0, 5) * 1_000;

const WATCHED = pathToFileURL(join(import.meta.dirname, '../peers/watched-store.child.ts'));

/** From and to, ms of the machine's clock. */
type Window = [number, number];

/** What the delays of the sealing store are told as. */
export const SEALING = 'the same, and sealing';

/** Delay of the event loop in the process of the store, idle of sealing and sealing, with the same load. */
export async function loops(quick: boolean): Promise<LoopRun[]> {
  using folder = new TemporaryFolder();
  const file = join(folder.path, 'loop');
  process.env.BENCH_LOOP_FILE = file;
  process.env.BENCH_STORE_ENTRY = storeEntry().href;
  const store = await openBuiltStore(folder.path, WATCHED);
  const load = new Load(store);
  const [calm, sealing]: [Window[], Window[]] = [[], []];
  for (let round = 0; round < (quick ? 1 : 4); round++) {
    await load.fill(quick ? 500_000 : 1_800_000);
    load.start();
    calm.push(await window(() => pause(quick ? 3_000 : 8_000)));
    sealing.push(await window(() => store.seal()));
    await load.stop();
    tell(`sealed under load in ${((sealing.at(-1)?.[1] ?? 0) - (sealing.at(-1)?.[0] ?? 0)).toFixed(0)} ms`);
  }
  await store.close();
  const samples = new Float64Array(new Uint8Array(readFileSync(file)).buffer);
  return [loopRun('ingest and charts', samples, calm), loopRun(SEALING, samples, sealing)];
}

async function window(act: () => Promise<unknown>): Promise<Window> {
  const from = machineMs();
  await act();
  return [from, machineMs()];
}

function loopRun(meanwhile: string, samples: Float64Array, windows: readonly Window[]): LoopRun {
  const delays: number[] = [];
  for (let at = 0; at < samples.length; at += 2) {
    const time = samples[at] ?? 0;
    if (windows.some(([from, to]) => time >= from && time <= to)) delays.push(samples[at + 1] ?? 0);
  }
  return {
    thread: 'process of the store',
    meanwhile,
    seconds: windows.reduce((sum, [from, to]) => sum + to - from, 0) / 1_000,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    max: quantile(delays, 1),
  };
}

/** Readings and charts at a steady pace. */
class Load {
  readonly #store: BuiltStore;
  readonly #random = randomFrom(7);
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #t = FROM_US;

  constructor(store: BuiltStore) {
    this.#store = store;
  }

  /** Writes readings at once that are not sealed. */
  async fill(count: number): Promise<void> {
    const writer = new BatchWriter(this.#store);
    for (let row = 0; row < count; row++) {
      writer.add(row % SERIES, this.#next(), this.#value());
      if (writer.isFull) await writer.flush();
    }
    await writer.flush();
  }

  start(): void {
    this.#timers.push(
      setInterval(
        () => this.#run(this.#store.append({ readings: this.#batch(), deliveries: NONE })),
        BATCH_MS,
      ),
      setInterval(() => this.#run(this.#store.history([this.#chart()])), CHART_MS),
    );
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await Promise.all(this.#underWay);
  }

  #run(task: Promise<unknown>): void {
    this.#underWay.add(task);
    void task.finally(() => this.#underWay.delete(task));
  }

  #batch(): ReadingColumns {
    const count = (ROWS_PER_SECOND * BATCH_MS) / 1_000;
    const columns: ReadingColumns = {
      count,
      series: new Uint32Array(count),
      t: new Float64Array(count),
      value: new Float64Array(count),
      flags: new Uint8Array(count),
      texts: [],
    };
    for (let row = 0; row < count; row++) {
      columns.series[row] = row % SERIES;
      columns.t[row] = this.#next();
      columns.value[row] = this.#value();
    }
    return columns;
  }

  #chart() {
    const to = this.#t / 1_000;
    const from = to - this.#random() * (HOUR_US / 1_000);
    const n = Math.floor(this.#random() * SERIES);
    return { n, from, to, width: 2_000, state: false, gapMs: null, raw: null };
  }

  #next(): number {
    this.#t += 1e6 / ROWS_PER_SECOND;
    return Math.floor(this.#t);
  }

  #value(): number {
    return Math.round(this.#random() * 10_000) / 100;
  }
}

const NONE = { ids: new Uint16Array(), hashes: new Uint32Array() };
