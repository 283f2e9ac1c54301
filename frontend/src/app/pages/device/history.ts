import type { Today } from '@sensorium/contracts';
import { SeriesPast } from '../../data/series-past';
import { SortedPoints } from '../../data/sorted-points';
import { withNumber } from './day-range';

/** Points that the page keeps of one series: an hour at two a second, less if there are many series. */
const MOST_POINTS = 8192;
const MOST_POINTS_OF_MANY = 2048;
const MANY = 100;

/** What the page has seen of one metric, and what the history told about it. */
export class MetricHistory extends SeriesPast {
  readonly track: SortedPoints;
  /** What its numbers did on the day that the server spoke of last; null without one. */
  day: Today | null = null;

  constructor(limit: number) {
    super(limit);
    this.track = new SortedPoints(limit);
  }

  /** `retained`: the broker kept it, so that it is a value but nothing that happened today. */
  override addNumber(t: number, value: number, retained = false): void {
    super.addNumber(t, value);
    this.track.add(t, value);
    if (!retained) this.day = withNumber(this.day, t, value);
  }

  /** A text stands in the track as its number in the order of first sight. */
  override addText(t: number, text: string): number {
    const code = super.addText(t, text);
    this.track.add(t, code);
    return code;
  }
}

/** Lowest and highest value since `since`, ms of the server's clock. */
export interface SeenRange {
  low: number;
  high: number;
  since: number;
}

/** Range of what the page has seen from `from` on; undefined without a value. */
export function seenRange({ track }: MetricHistory, from: number): SeenRange | undefined {
  let range: SeenRange | undefined;
  for (let i = track.length - 1; i >= 0 && track.time(i) >= from; i--) {
    const value = track.value(i);
    range ??= { low: value, high: value, since: track.time(i) };
    range.low = Math.min(range.low, value);
    range.high = Math.max(range.high, value);
    range.since = track.time(i);
  }
  return range;
}

/** How long a state has lasted, and how often it changed. */
export interface SeenState {
  /** When the present state began, ms of the server's clock; NaN if that was before what the page has seen. */
  since: number;
  changes: number;
  /** From when on changes are counted. */
  seenFrom: number;
}

/** The present state of a boolean or text, counting its changes from `from` on; undefined without a value. */
export function seenState({ track }: MetricHistory, from: number): SeenState | undefined {
  const last = track.length - 1;
  if (last < 0) return undefined;
  const state: SeenState = { since: NaN, changes: 0, seenFrom: track.time(last) };
  for (let i = last; i > 0; i--) {
    const changed = track.value(i) !== track.value(i - 1);
    if (changed && Number.isNaN(state.since)) state.since = track.time(i);
    if (track.time(i) < from) break;
    state.seenFrom = track.time(i - 1);
    if (changed) state.changes++;
  }
  return state;
}

/** Start of the day of `t` where the viewer is, ms since the epoch. */
export function dayStart(t: number): number {
  return new Date(t).setHours(0, 0, 0, 0);
}

/** Everything that the page has seen of one device, by metric. */
export class DeviceHistory {
  readonly #metrics = new Map<string, MetricHistory>();

  /** History of a metric; makes it when it is new. */
  of(metric: string): MetricHistory {
    let history = this.#metrics.get(metric);
    if (!history) {
      history = new MetricHistory(this.#metrics.size < MANY ? MOST_POINTS : MOST_POINTS_OF_MANY);
      this.#metrics.set(metric, history);
    }
    return history;
  }
}
