import { Inject, Injectable } from '@nestjs/common';
import type { ExportQuery } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { Readable } from 'node:stream';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { STORED_READINGS } from '../ports/history-calls.js';
import type { StoredReadings } from '../ports/reading-store.js';
import { isKnown, resolveSeries } from './asked-series.js';
import { csvOf, fileName } from './csv-export.js';
import { readRange } from './range.js';

/** A file that is made while it is read. */
export interface CsvFile {
  stream: Readable;
  name: string;
}

/** Gives readings away as CSV, however many. */
@Injectable()
export class ExportService {
  constructor(
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Resolves once the first part is there, so that what fails at once is an error and not a broken file. */
  async open(query: ExportQuery): Promise<CsvFile> {
    const range = readRange(query, this.clock.now() / MICROS_PER_MS);
    const series = resolveSeries(this.fleet, query.series).filter(isKnown);
    const parts = csvOf(this.stored, series, range);
    const first = await parts.next();
    const stream = Readable.from(withFirst(first, parts), { objectMode: false });
    return { stream, name: fileName(series, range) };
  }
}

async function* withFirst(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void>,
): AsyncGenerator<string> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
