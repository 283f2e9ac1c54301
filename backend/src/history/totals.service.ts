import { Inject, Injectable } from '@nestjs/common';
import { isTimeZone, LIMITS, type SeriesEntry, type TotalsQuery as Query } from '@sensorium/contracts';
import { bucketEdges, fromMs, MICROS_PER_MS, toMs } from '@sensorium/domain/time';
import type { Readable } from 'node:stream';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { STORED_READINGS } from '../ports/history-calls.js';
import type { StoredReadings, TotalsQuery } from '../ports/reading-store.js';
import { isKnown, resolveSeries, type AskedSeries } from './asked-series.js';
import { longJson } from './long-json.js';
import { readRange, type Range } from './range.js';
import { SeriesFacts } from './series-facts.js';
import { toSeriesTotals } from './totals-json.js';

const BUCKETS_MAX = 10_000;

/** What counters have counted, per hour, day or month of their place. */
@Injectable()
export class TotalsService {
  constructor(
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The answer of `GET /api/history/totals` as JSON. */
  async totals(query: Query): Promise<Readable> {
    const time = this.clock.now() / MICROS_PER_MS;
    const range = readRange(query, time);
    const asked = resolveSeries(this.fleet, query.series, LIMITS.seriesPerHistory);
    const facts = new SeriesFacts(this.fleet);
    const zones = asked.map((series) => readZone(query.zone) ?? zoneOf(series, facts));
    const edges = edgesByZone(zones, range, query.per);
    const queries = asked.flatMap((series, place): TotalsQuery[] => {
      const counted = edges.get(zones[place] ?? '');
      if (!isCounter(series) || !counted) return [];
      return [{ n: series.n, edges: counted, max: facts.max(series) }];
    });
    const answers = await this.stored.totals(queries);
    const byNumber = new Map(queries.map(({ n, edges }, place) => [n, { edges, answer: answers[place] }]));
    const series = asked.map((one, place) =>
      toSeriesTotals(one, range, zones[place] ?? '', isKnown(one) ? byNumber.get(one.n) : undefined),
    );
    return longJson({ time, per: query.per }, 'series', series);
  }
}

function isCounter(series: AskedSeries): series is SeriesEntry {
  return isKnown(series) && series.kind === 'number';
}

function readZone(zone: string | undefined): string | undefined {
  if (zone === undefined || isTimeZone(zone)) return zone;
  const message = 'must be a time zone such as Europe/Lisbon';
  throw new ApiError('bad-request', `${zone} is no time zone`, [{ path: 'zone', message }]);
}

/** Zone of the site, else that of this machine. */
function zoneOf(series: AskedSeries, facts: SeriesFacts): string {
  return (isKnown(series) ? facts.zone(series) : undefined) ?? Temporal.Now.timeZoneId();
}

/** Borders of the buckets in ms. The end of the range belongs to the last bucket, which ends 1 µs later. */
function edgesByZone(
  zones: readonly string[],
  { from, to }: Range,
  per: Query['per'],
): Map<string, Float64Array<ArrayBuffer>> {
  const byZone = new Map<string, Float64Array<ArrayBuffer>>();
  for (const zone of new Set(zones)) {
    const edges = bucketEdges(fromMs(from), fromMs(to), per, zone, BUCKETS_MAX);
    if (!edges) throw new ApiError('too-large', `these are more than ${BUCKETS_MAX} buckets a series`);
    byZone.set(zone, Float64Array.from([...edges.slice(0, -1), fromMs(to) + 1], toMs));
  }
  return byZone;
}
