import { Inject, Injectable } from '@nestjs/common';
import type { PollQuery } from '@sensorium/contracts';
import { parseCursor } from '@sensorium/domain/live';
import { ApiError } from '../ports/api-error.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { Answers, type Answer } from './answers.js';
import { LiveReader } from './live-reader.js';
import type { Subscription } from './subscription.js';

/** What there is to read, at once; and whether a client's copy of it is still good. */
@Injectable()
export class PollService {
  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(LiveReader) private readonly reader: LiveReader,
    @Inject(Answers) private readonly answers: Answers,
  ) {}

  /**
   * The cursor among these entity tags (`If-None-Match`) after which no reading of the selection came; undefined if
   * there is none. One that the log will leave behind soon is renewed instead: it has no such answer.
   */
  unchangedSince(series: readonly string[], tags: string): string | undefined {
    const subscription = this.answers.select(series);
    const cursors = Array.from(tags.matchAll(/"([^"]*)"/g), ([, cursor = '']) => cursor);
    return cursors.slice(0, 4).find((cursor) => this.isUnchanged(subscription, cursor));
  }

  /** Throws `bad-series` and `bad-cursor`. */
  read({ series, cursor }: PollQuery): Answer {
    const subscription = this.answers.select(series);
    return this.beginning(subscription, cursor) ?? this.answers.next(subscription, 'poll');
  }

  /** The whole answer, unless it consists of readings after the cursor: then the subscription stands at it. */
  beginning(subscription: Subscription, cursor: string | undefined): Answer | undefined {
    if (cursor === undefined) return this.answers.latest(subscription, { reset: false, missed: 0 });
    if (!parseCursor(cursor)) throw new ApiError('bad-cursor', 'this is no cursor of ours');
    const found = this.reader.find(cursor);
    if (found.in === 'nothing') return this.answers.latest(subscription, { reset: true, missed: null });
    subscription.place = found.place;
    if (found.in === 'log') return undefined;
    const missed = this.answers.missedSince(subscription);
    return this.answers.latest(subscription, { reset: true, missed });
  }

  private isUnchanged(subscription: Subscription, cursor: string): boolean {
    const found = this.reader.find(cursor);
    const { oldest, sequence } = this.fleet;
    if (found.in !== 'log' || (oldest > 1 && found.place.sequence < (oldest + sequence) / 2)) return false;
    const series = this.reader.seriesOf(subscription);
    return this.fleet.everySince(series, found.place, 1).columns.count === 0;
  }
}
