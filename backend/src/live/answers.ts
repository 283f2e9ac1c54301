import { Inject, Injectable } from '@nestjs/common';
import type { Poll, SubscribeRequest } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { rowsFor, type Form } from './frame-bounds.js';
import { sliceColumns, type Frame } from './frame.js';
import { LiveReader } from './live-reader.js';
import { Subscription } from './subscription.js';

/** The name that alone stands for everything. */
const FLEET = 'fleet';

const REQUEST: Omit<SubscribeRequest, 'series' | 'tickMs'> = {
  id: 'http',
  mode: 'every',
  encoding: 'json',
  recent: false,
  width: 1_000,
};

/** An answer as it goes out, and what of it matters to who sends it. */
export interface Answer {
  body: Buffer;
  cursor: string;
  isEmpty: boolean;
  /** There are further readings already. */
  more: boolean;
}

/** How latest values are meant; `missed`: null if nobody knows. */
export type Beginning = Pick<Poll, 'reset' | 'missed'>;

/** Makes the answers of polls and event streams: what follows a place, or the latest values. */
@Injectable()
export class Answers {
  private readonly clock = new Clock();

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(LiveReader) private readonly reader: LiveReader,
  ) {}

  /** Throws `bad-series` for a name that cannot be read. */
  select(series: readonly string[], tickMs = 0): Subscription {
    const names = series.length === 1 && series[0] === FLEET ? FLEET : [...series];
    const subscription = Subscription.of({ ...REQUEST, tickMs, series: names });
    if (!('badName' in subscription)) return subscription;
    const message = `${subscription.badName}: a series is <device>/<metric>, each percent-encoded`;
    throw new ApiError('bad-series', message);
  }

  /** The readings after the subscription's place, which moves on; `reset` if they are no longer held. */
  next(subscription: Subscription, form: Form): Answer {
    const frame = this.reader.next(subscription, form);
    if (frame.facts.missed > 0) return this.latest(subscription, { reset: true, missed: frame.facts.missed });
    subscription.place = frame.facts.place;
    return this.write(frame, { more: !frame.facts.isAtEnd, reset: false, missed: 0 });
  }

  /** The latest values: for who begins, or in place of readings that he missed. */
  latest(subscription: Subscription, beginning: Beginning): Answer {
    const frame = this.reader.snapshot(subscription);
    subscription.place = frame.facts.place;
    return this.write(frame, { more: false, ...beginning });
  }

  /** The same in parts that are small enough to wait in memory, each made when it is called for. */
  latestParts(subscription: Subscription, beginning: Beginning): (() => Answer)[] {
    const { columns, facts } = this.reader.snapshot(subscription);
    subscription.place = facts.place;
    const rows = rowsFor('json', columns);
    return Array.from({ length: Math.max(1, Math.ceil(columns.count / rows)) }, (_, part) => () => {
      const end = (part + 1) * rows;
      const frame = this.reader.frame(sliceColumns(columns, part * rows, end), facts);
      return this.write(frame, { more: end < columns.count, ...beginning });
    });
  }

  /** At most so many readings of the selection came after this place and are no longer held. */
  missedSince(subscription: Subscription): number {
    const { sequence } = subscription.place;
    const series = this.reader.seriesOf(subscription);
    const dropped = this.fleet.everySince(series, { sequence, passed: 0 }, 1).missed;
    return Math.min(dropped, this.fleet.oldest - 1 - sequence);
  }

  private write(frame: Frame, { more, reset, missed }: Pick<Poll, 'more' | 'reset' | 'missed'>): Answer {
    const cursor = this.reader.cursorOf(frame.facts.place);
    const time = this.clock.now() / MICROS_PER_MS;
    const head = Buffer.from(`{"cursor":${JSON.stringify(cursor)},"time":${time},"readings":`);
    const tail = Buffer.from(`,"more":${more},"reset":${reset},"missed":${missed}}`);
    return { body: Buffer.concat([head, frame.asText(), tail]), cursor, isEmpty: frame.isEmpty, more };
  }
}
