import type { BuiltStore, ReadingColumns } from '../stage/built-store.ts';

const ROWS = 50_000;

/** Readings after which it seals: just before the store does it by itself. */
const SEAL_ROWS = 1_900_000;

const NO_DELIVERIES = { ids: new Uint16Array(), hashes: new Uint32Array() };

/** Hears of each reading too. */
export type Tap = (series: number, t: number, value: number) => void;

/** Fills a store as fast as it takes readings, and seals as it goes. */
export class BatchWriter {
  readonly #store: BuiltStore;
  readonly #tap: Tap | undefined;
  #columns = emptyColumns();
  #underWay: Promise<void> = Promise.resolve();
  #unsealed = 0;
  #written = 0;
  #sealMs = 0;

  constructor(store: BuiltStore, tap?: Tap) {
    this.#store = store;
    this.#tap = tap;
  }

  /** Readings so far. */
  get written(): number {
    return this.#written + this.#columns.count;
  }

  /** Time that sealing took, ms. */
  get sealMs(): number {
    return this.#sealMs;
  }

  /** Whether {@link flush} must be called before the next reading. */
  get isFull(): boolean {
    return this.#columns.count === ROWS;
  }

  /** Time in µs. */
  add(series: number, t: number, value: number): void {
    const columns = this.#columns;
    const at = columns.count++;
    columns.series[at] = series;
    columns.t[at] = t;
    columns.value[at] = value;
    this.#tap?.(series, t, value);
  }

  /** Sends what there is once the store has taken the batch before; what is sent is copied at once. */
  async flush(): Promise<void> {
    await this.#underWay;
    if (this.#unsealed >= SEAL_ROWS) await this.seal();
    const readings = this.#columns;
    if (readings.count === 0) return;
    this.#written += readings.count;
    this.#unsealed += readings.count;
    this.#columns = emptyColumns();
    this.#underWay = this.#store.append({ readings, deliveries: NO_DELIVERIES });
  }

  /** Resolves when all is sealed. */
  async finish(): Promise<void> {
    await this.flush();
    await this.#underWay;
    await this.seal();
  }

  async seal(): Promise<void> {
    const began = performance.now();
    await this.#store.seal();
    this.#sealMs += performance.now() - began;
    this.#unsealed = 0;
  }
}

function emptyColumns(): ReadingColumns {
  return {
    count: 0,
    series: new Uint32Array(ROWS),
    t: new Float64Array(ROWS),
    value: new Float64Array(ROWS),
    flags: new Uint8Array(ROWS),
    texts: [],
  };
}
