import type { DeviceEntry } from '../../data/device-entry';
import type { Section } from './arrange';

/** Sizes in px. `heightOf`: of one device, where not all are equal; a row is as high as its highest. */
export interface Measures {
  columns: number;
  head: number;
  row: number;
  gap: number;
  heightOf?: (entry: DeviceEntry) => number;
}

/** One line of the list: the heading of a section, or a row of devices `from` to `end` (not included). */
export interface Line {
  index: number;
  section: Section;
  head: boolean;
  from: number;
  end: number;
}

/** Where everything stands: line i from `tops[i]` to `tops[i + 1]`, devices in reading order. */
export interface Layout {
  lines: readonly Line[];
  tops: Float64Array;
  entries: readonly DeviceEntry[];
  /** Line of each device. */
  lineOf: Uint32Array;
}

/** Lays sections out, one below the other. A section that is all there is needs no heading. */
export function layOut(sections: readonly Section[], measures: Measures): Layout {
  const entries = sections.flatMap((section) => section.entries);
  const lines: Line[] = [];
  const heights: number[] = [];
  let place = 0;
  for (const section of sections) {
    if (section.by !== 'none') {
      lines.push({ index: lines.length, section, head: true, from: place, end: place });
      heights.push(measures.head);
    }
    const end = place + section.entries.length;
    for (; place < end; place += measures.columns) {
      const to = Math.min(end, place + measures.columns);
      lines.push({ index: lines.length, section, head: false, from: place, end: to });
      heights.push(rowHeight(entries, place, to, measures) + measures.gap);
    }
    place = end;
  }
  return { lines, tops: sums(heights), entries, lineOf: linesOf(lines, entries.length) };
}

function rowHeight(entries: readonly DeviceEntry[], from: number, end: number, measures: Measures): number {
  const { heightOf } = measures;
  if (!heightOf) return measures.row;
  return entries.slice(from, end).reduce((most, entry) => Math.max(most, heightOf(entry)), 0);
}

function sums(heights: readonly number[]): Float64Array {
  const tops = new Float64Array(heights.length + 1);
  heights.forEach((height, i) => (tops[i + 1] = (tops[i] ?? 0) + height));
  return tops;
}

function linesOf(lines: readonly Line[], count: number): Uint32Array {
  const lineOf = new Uint32Array(count);
  for (const { head, index, from, end } of lines) if (!head) lineOf.fill(index, from, end);
  return lineOf;
}

/** Lines from `first` to `end` (not included). */
export interface Range {
  first: number;
  end: number;
}

/** The lines that lie between `top` and `bottom`, px from the top of the list, wholly or in part. */
export function rangeBetween(tops: Float64Array, top: number, bottom: number): Range {
  const lines = tops.length - 1;
  const first = Math.min(lines, Math.max(0, firstAbove(tops, top) - 1));
  return { first, end: Math.max(first, Math.min(lines, firstAbove(tops, bottom))) };
}

/** Place of the first top that is not smaller than `y`, but at least 1 for tops that begin at `y`. */
function firstAbove(tops: Float64Array, y: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The lines to draw: those on screen and `spare` px around them. `before` stays as long as it covers half of
 * that, so that most scrolling draws nothing new.
 */
export function rangeToDraw(
  tops: Float64Array,
  before: Range,
  top: number,
  height: number,
  spare: number,
): Range {
  const needed = rangeBetween(tops, top - spare / 2, top + height + spare / 2);
  const lines = tops.length - 1;
  if (before.first <= needed.first && before.end >= needed.end && before.end <= lines) {
    const most = rangeBetween(tops, top - 2 * spare, top + height + 2 * spare);
    if (before.first >= most.first && before.end <= most.end) return before;
  }
  return rangeBetween(tops, top - spare, top + height + spare);
}

export type Step = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The device that a step from device `place` leads to; the same where there is none. */
export function stepFrom(layout: Layout, place: number, step: Step): number {
  const last = layout.entries.length - 1;
  switch (step) {
    case 'left':
      return Math.max(0, place - 1);
    case 'right':
      return Math.min(last, place + 1);
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'up':
    case 'down':
      return acrossLines(layout, place, step === 'up' ? -1 : 1);
  }
}

function acrossLines({ lines, lineOf }: Layout, place: number, by: 1 | -1): number {
  const from = lines[lineOf[place] ?? -1];
  if (!from) return place;
  let to = lines[from.index + by];
  if (to?.head) to = lines[to.index + by];
  return to && !to.head ? Math.min(to.end - 1, to.from + place - from.from) : place;
}
