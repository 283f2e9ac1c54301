import { Inject, Injectable } from '@nestjs/common';
import { LIMITS, type HistoryQuery } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import type { Readable } from 'node:stream';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { STORED_READINGS } from '../ports/history-calls.js';
import type { SeriesAnswer, SeriesQuery, StoredReadings } from '../ports/reading-store.js';
import { isKnown, resolveSeries, type AskedSeries } from './asked-series.js';
import { longJson } from './long-json.js';
import { readRange, type Range } from './range.js';
import { SeriesFacts } from './series-facts.js';
import { toHistorySeries } from './series-json.js';

/** Samples of one answer: with `raw`, and where series change. */
const SAMPLES_MAX = 1_000_000;

/** What the charts ask for. */
@Injectable()
export class HistoryService {
  constructor(
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The answer of `GET /api/history` as JSON. */
  async history(query: HistoryQuery): Promise<Readable> {
    const time = this.clock.now() / MICROS_PER_MS;
    const range = readRange(query, time);
    const asked = resolveSeries(this.fleet, query.series, LIMITS.seriesPerHistory);
    const queries = this.queries(asked, range, query);
    const answers = query.raw ? await this.everySample(queries) : await this.stored.history(queries);
    checkSize(answers);
    const byNumber = new Map(queries.map(({ n }, place) => [n, answers[place]]));
    const series = asked.map((one) => toHistorySeries(one, range, isKnown(one) && byNumber.get(one.n)));
    return longJson({ time }, 'series', series);
  }

  private queries(asked: AskedSeries[], range: Range, { width, raw }: HistoryQuery): SeriesQuery[] {
    const facts = new SeriesFacts(this.fleet);
    return asked.filter(isKnown).map((series) => ({
      ...{ n: series.n, ...range, width },
      state: series.kind !== 'number',
      gapMs: facts.gapMs(series),
      raw: raw ? SAMPLES_MAX : null,
    }));
  }

  /** One series after the other, so that what is too much is found before all of it is in memory. */
  private async everySample(queries: SeriesQuery[]): Promise<SeriesAnswer[]> {
    const answers: SeriesAnswer[] = [];
    let left = SAMPLES_MAX;
    for (const query of queries) {
      const [answer] = await this.stored.history([{ ...query, raw: left }]);
      if (!answer) continue;
      left -= answer.stored;
      if (left < 0) throw tooMany();
      answers.push(answer);
    }
    return answers;
  }
}

function checkSize(answers: SeriesAnswer[]): void {
  const samples = answers.reduce((sum, { t }) => sum + t.length, 0);
  if (samples > SAMPLES_MAX) throw tooMany();
}

function tooMany(): ApiError {
  return new ApiError('too-large', `these are more than ${SAMPLES_MAX} samples; ask for a shorter range`);
}
