import { MICROS_PER_MS } from '@sensorium/domain/time';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReadingsPage, StoredReadings, StoreValues } from '../ports/reading-store.js';
import type { LookedSeries } from './preview-devices.js';
import type { PreviewRange } from './preview-range.js';

/** Readings that are asked for at once: about ten ms of the store's time. */
const PAGE = 100_000;

/** Readings of one series, oldest first: `t` in µs, `v` numbers (booleans as 1 and 0) or texts. */
export interface Samples {
  t: Float64Array;
  v: StoreValues;
}

/** Reads a series page by page, at most about `most` readings; undefined if there are more. */
export async function readSamples(
  stored: Pick<StoredReadings, 'page'>,
  { n }: LookedSeries,
  range: PreviewRange,
  most: number,
): Promise<Samples | undefined> {
  const pages: Samples[] = [];
  const to = range.to / MICROS_PER_MS;
  let count = 0;
  for (let next: number | null = range.from / MICROS_PER_MS; next !== null;) {
    const page: ReadingsPage = await stored.page({ n, from: next, to, limit: PAGE });
    pages.push({ t: toMicros(page.t), v: page.v });
    count += page.t.length;
    if (count > most) return undefined;
    next = page.next;
  }
  const t = joined(
    pages.map((page) => page.t),
    count,
  );
  await turn();
  return { t, v: valuesOf(pages, count) };
}

function toMicros(millis: Float64Array): Float64Array {
  const micros = new Float64Array(millis.length);
  for (let row = 0; row < millis.length; row++) micros[row] = Math.round((millis[row] ?? 0) * MICROS_PER_MS);
  return micros;
}

/** A series holds numbers or texts; where it changed its kind, all of it counts as text. */
function valuesOf(pages: readonly Samples[], count: number): StoreValues {
  const numbers = pages.flatMap(({ v }) => (Array.isArray(v) ? [] : [v]));
  if (numbers.length < pages.length) return pages.flatMap(({ v }) => Array.from(v, String));
  return joined(numbers, count);
}

function joined(parts: readonly Float64Array[], count: number): Float64Array<ArrayBuffer> {
  const all = new Float64Array(count);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
