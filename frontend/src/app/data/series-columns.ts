import type { Value } from '@sensorium/contracts';
import { MOST_DECIMALS, decimalsOf } from './decimals';
import { PointRing } from './point-ring';

const FIRST_CAPACITY = 256;

/**
 * The newest value of every series, one row each, found by the device's uid and the metric's name. Hot data: plain
 * columns outside of signals. Times in ms of the server's clock.
 */
export class SeriesColumns {
  readonly #rows = new Map<string, Map<string, number>>();
  readonly #free: number[] = [];
  readonly #texts: (string | undefined)[] = [];
  readonly #rings: (PointRing | undefined)[] = [];
  #times = new Float64Array(FIRST_CAPACITY);
  #numbers = new Float64Array(FIRST_CAPACITY);
  #decimals = new Uint8Array(FIRST_CAPACITY);
  #used = 0;

  /** Row of a series; makes it when it is new. */
  row(device: string, metric: string): number {
    let metrics = this.#rows.get(device);
    if (!metrics) this.#rows.set(device, (metrics = new Map<string, number>()));
    let row = metrics.get(metric);
    if (row === undefined) metrics.set(metric, (row = this.#take()));
    return row;
  }

  /** Puts the newest value into a row. Booleans count 0 and 1; texts have no number and no points. */
  set(row: number, t: number, value: Value): void {
    if (typeof value === 'string') this.setText(row, t, value);
    else this.put(row, t, Number(value), true);
  }

  /** Puts a number into a row: the newest value, or else one from earlier, which is only a point of the line. */
  put(row: number, t: number, value: number, newest: boolean): void {
    const known = this.#decimals[row] ?? 0;
    if (known < MOST_DECIMALS) this.#decimals[row] = Math.max(known, decimalsOf(value));
    if (!newest) {
      this.points(row).insert(t, value);
      return;
    }
    this.#times[row] = t;
    this.#numbers[row] = value;
    if (this.#texts[row] !== undefined) this.#texts[row] = undefined;
    this.points(row).push(t, value);
  }

  setText(row: number, t: number, value: string): void {
    this.#times[row] = t;
    this.#texts[row] = value;
    this.#numbers[row] = NaN;
  }

  /** Measured time of the newest value, NaN before the first. */
  time(row: number): number {
    return this.#times[row] ?? NaN;
  }

  /** Newest value as a number, NaN if there is none or it is a text. */
  number(row: number): number {
    return this.#numbers[row] ?? NaN;
  }

  text(row: number): string | undefined {
    return this.#texts[row];
  }

  /** Most decimals that a value of the series has carried, 0 to 3. */
  decimals(row: number): number {
    return this.#decimals[row] ?? 0;
  }

  /** Points of a series for its sparkline; the same object as long as the row lives. */
  points(row: number): PointRing {
    return (this.#rings[row] ??= new PointRing());
  }

  /** Forgets all series of a device; their rows are used again. */
  drop(device: string): void {
    for (const row of this.#rows.get(device)?.values() ?? []) this.#free.push(row);
    this.#rows.delete(device);
  }

  #take(): number {
    const row = this.#free.pop() ?? this.#used++;
    if (row >= this.#times.length) this.#grow();
    this.#times[row] = NaN;
    this.#numbers[row] = NaN;
    this.#decimals[row] = 0;
    this.#texts[row] = undefined;
    this.#rings[row] = undefined;
    return row;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const times = new Float64Array(capacity);
    const numbers = new Float64Array(capacity);
    const decimals = new Uint8Array(capacity);
    times.set(this.#times);
    numbers.set(this.#numbers);
    decimals.set(this.#decimals);
    this.#times = times;
    this.#numbers = numbers;
    this.#decimals = decimals;
  }
}
