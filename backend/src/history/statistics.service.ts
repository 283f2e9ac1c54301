import { Inject, Injectable } from '@nestjs/common';
import {
  LIMITS,
  type SeriesEntry,
  type SeriesStatistics,
  type Statistics,
  type StatisticsQuery,
} from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { STORED_READINGS } from '../ports/history-calls.js';
import type { StatisticsAnswer, StoredReadings } from '../ports/reading-store.js';
import { isKnown, resolveSeries, type AskedSeries } from './asked-series.js';
import { readRange } from './range.js';
import { nameFields } from './series-json.js';

/** Statistics of series of numbers, and of booleans as 1 and 0; texts have none. */
@Injectable()
export class StatisticsService {
  constructor(
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async statistics(query: StatisticsQuery): Promise<Statistics> {
    const time = this.clock.now() / MICROS_PER_MS;
    const range = readRange(query, time);
    const asked = resolveSeries(this.fleet, query.series, LIMITS.seriesPerHistory);
    const counted = asked.filter(isCounted);
    const answers = await this.stored.statistics(counted.map(({ n }) => ({ n, ...range })));
    const byNumber = new Map(counted.map(({ n }, place) => [n, answers[place]]));
    const series = asked.map((one) => ({
      ...nameFields(one),
      ...range,
      ...figures(isKnown(one) ? byNumber.get(one.n) : undefined),
    }));
    return { time, series };
  }
}

function isCounted(series: AskedSeries): series is SeriesEntry {
  return isKnown(series) && series.kind !== 'text';
}

type Figures = Pick<SeriesStatistics, 'count' | 'min' | 'mean' | 'max' | 'last' | 'p95' | 'p95Exact'>;

const NONE: Figures = { count: 0, min: null, mean: null, max: null, last: null, p95: null, p95Exact: true };

function figures(answer: StatisticsAnswer | undefined): Figures {
  if (!answer || answer.count === 0) return NONE;
  const { count, sum, min, max, last, p95, p95Exact } = answer;
  return { count, min, mean: sum / count, max, last, p95, p95Exact };
}
