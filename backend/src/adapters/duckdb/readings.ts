import type { Chunk } from './packed/chunk.js';

/** Any number of readings of one series, sorted by time, without duplicates; see {@link Chunk}. */
export type Readings = Chunk;

export const NO_READINGS: Readings = {
  t: new Float64Array(),
  v: new Float64Array(),
  q: new Uint8Array(),
  texts: null,
};

/** Rows from place `from` up to, not including, place `to`. */
export function slice({ t, v, q, texts }: Readings, from: number, to: number): Readings {
  return {
    t: t.subarray(from, to),
    v: v.subarray(from, to),
    q: q.subarray(from, to),
    texts: texts?.slice(from, to) ?? null,
  };
}

/** The same in memory of their own. */
export function copyOf({ t, v, q, texts }: Readings): Readings {
  return { t: t.slice(), v: v.slice(), q: q.slice(), texts: texts?.slice() ?? null };
}

/** Readings from `from` to `to`, both included (µs). */
export function between(readings: Readings, from: number, to: number): Readings {
  const first = placeOf(readings.t, from);
  const end = placeAfter(readings.t, to);
  if (first === 0 && end === readings.t.length) return readings;
  return slice(readings, first, end);
}

/** First place whose time is not below `t`. */
export function placeOf(times: Float64Array, t: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First place whose time is above `t`. */
export function placeAfter(times: Float64Array, t: number): number {
  const place = placeOf(times, t);
  return times[place] === t ? place + 1 : place;
}

/** Readings one after the other, each part later than the one before it. */
export function join(parts: readonly Readings[]): Readings {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const collected = new Collected(parts.reduce((sum, part) => sum + part.t.length, 0));
  for (const part of parts) collected.addAll(part);
  return collected.take();
}

/** Both together; of equal times those of `newer` stay. */
export function overlay(older: Readings, newer: Readings): Readings {
  if (newer.t.length === 0) return older;
  if (older.t.length === 0) return newer;
  const collected = new Collected(older.t.length + newer.t.length);
  let k = 0;
  for (let row = 0; row < newer.t.length; row++) {
    const t = newer.t[row] ?? 0;
    while (k < older.t.length && (older.t[k] ?? 0) < t) collected.add(older, k++);
    if (older.t[k] === t) k++;
    collected.add(newer, row);
  }
  while (k < older.t.length) collected.add(older, k++);
  return collected.take();
}

/** Of rows sorted by time and then by writing, the last of each time. */
export function lastOfEach(rows: Readings): Readings {
  const { t } = rows;
  let duplicates = 0;
  for (let row = 1; row < t.length; row++) if (t[row] === t[row - 1]) duplicates++;
  if (duplicates === 0) return rows;
  const collected = new Collected(t.length - duplicates);
  for (let row = 0; row < t.length; row++) if (t[row] !== t[row + 1]) collected.add(rows, row);
  return collected.take();
}

/** Readings collected row by row. A series that has both numbers and texts becomes one of texts. */
class Collected {
  private readonly readings: Readings;
  private count = 0;

  constructor(capacity: number) {
    this.readings = {
      t: new Float64Array(capacity),
      v: new Float64Array(capacity),
      q: new Uint8Array(capacity),
      texts: null,
    };
  }

  add(from: Readings, row: number): void {
    const { readings, count } = this;
    readings.t[count] = from.t[row] ?? 0;
    readings.v[count] = from.v[row] ?? 0;
    readings.q[count] = from.q[row] ?? 0;
    if (from.texts || readings.texts) this.addText(from.texts?.[row] ?? String(from.v[row]));
    this.count++;
  }

  addAll(from: Readings): void {
    for (let row = 0; row < from.t.length; row++) this.add(from, row);
  }

  take(): Readings {
    const { readings, count } = this;
    if (readings.texts) readings.v.fill(0);
    return count === readings.t.length ? readings : slice(readings, 0, count);
  }

  private addText(text: string): void {
    const { readings, count } = this;
    readings.texts ??= Array.from(readings.v.subarray(0, count), String);
    readings.texts.push(text);
  }
}
