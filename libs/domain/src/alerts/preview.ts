import type { AlertReason } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import { AlertInstance } from './instance.js';
import { PreviewCursor, type PreviewSeries } from './preview-cursor.js';
import type { Change, Evaluator, Sample, Transition } from './types.js';

/** An incident that would have fired. Times in µs; `reason`: why it fired. */
export interface PreviewedIncident {
  startedAt: Micros;
  firedAt: Micros;
  resolvedAt: Micros | null;
  peak: Sample | null;
  reason: AlertReason;
}

/**
 * `limit`: so many incidents are kept, the rest are counted. `heard`: when the device was last heard before the
 * samples.
 */
export interface PreviewOptions {
  from: Micros;
  to: Micros;
  limit: number;
  heard?: Micros;
}

/**
 * A rule replayed over stored readings, in slices: the same machine as live, with each reading received when it was
 * measured. Samples before `from` prepare the conditions; incidents that were over by then are left out.
 */
export class Preview {
  readonly incidents: PreviewedIncident[] = [];
  /** All incidents, also those beyond the limit. */
  total = 0;
  readonly #instance: AlertInstance;
  readonly #cursors: PreviewCursor[];
  readonly #options: PreviewOptions;
  #open: Omit<PreviewedIncident, 'resolvedAt'> | null = null;
  #startedAt: Micros = 0;
  #isDone = false;

  constructor(evaluator: Evaluator, series: readonly PreviewSeries[], options: PreviewOptions) {
    this.#instance = new AlertInstance(evaluator);
    this.#cursors = series.map((one) => new PreviewCursor(one));
    this.#options = options;
    if (options.heard !== undefined) this.#instance.heard(options.heard);
  }

  get truncated(): boolean {
    return this.total > this.incidents.length;
  }

  /** Replays up to so many samples; true once it is at the end. */
  advance(samples: number): boolean {
    for (let count = 0; count < samples && !this.#isDone; count++) {
      const cursor = this.#earliest();
      if (!cursor || cursor.due === Infinity || cursor.due > this.#options.to) this.#finish();
      else this.#happen(cursor);
    }
    return this.#isDone;
  }

  #earliest(): PreviewCursor | undefined {
    let earliest = this.#cursors[0];
    for (let at = 1; at < this.#cursors.length; at++) {
      const cursor = this.#cursors[at];
      if (cursor && earliest && cursor.isBefore(earliest)) earliest = cursor;
    }
    return earliest;
  }

  #happen(cursor: PreviewCursor): void {
    const now = cursor.due;
    if (cursor.quietAt <= now && cursor.quietAt < cursor.next) {
      cursor.quietAt = Infinity;
      this.#note(this.#instance.quiet(cursor.metric, cursor.last, now));
      return;
    }
    const value = cursor.take();
    const change = this.#instance.reading(cursor.metric, now, value, now);
    if (change !== null) this.#note(change);
  }

  #finish(): void {
    this.#isDone = true;
    this.#note(this.#instance.tick(this.#options.to));
    if (this.#open) this.#keep({ ...this.#open, peak: this.#instance.peak, resolvedAt: null });
  }

  #note(change: Change | null): void {
    for (const transition of change?.transitions ?? []) this.#follow(transition);
  }

  #follow({ from, to, at, reason, peak }: Transition): void {
    if (from === 'ok') this.#startedAt = at;
    if (to === 'firing') this.#open ??= { startedAt: this.#startedAt, firedAt: at, peak, reason };
    if (to !== 'ok' || !this.#open) return;
    this.#keep({ ...this.#open, peak, resolvedAt: at });
    this.#open = null;
  }

  #keep(incident: PreviewedIncident): void {
    if (incident.resolvedAt !== null && incident.resolvedAt < this.#options.from) return;
    this.total++;
    if (this.incidents.length < this.#options.limit) this.incidents.push(incident);
  }
}
