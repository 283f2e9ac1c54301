import { Inject, Injectable } from '@nestjs/common';
import type { ImportReport } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { nanoid } from 'nanoid';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { HISTORY_WRITER, type HistoryWriter } from '../ports/history-calls.js';
import { CsvImport } from './csv-import.js';

/** Takes files of readings, one at a time. */
@Injectable()
export class ImportService {
  private report: ImportReport | null = null;

  constructor(
    @Inject(HISTORY_WRITER) private readonly writer: HistoryWriter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The running import, or the last one since the start. */
  get latest(): ImportReport | null {
    return this.report;
  }

  /**
   * Takes a file to its end; `totalBytes` as the request states it. Throws `conflict` while another one is being
   * taken, and otherwise what ended it: what was taken before stays, and the report says how much.
   */
  async take(body: AsyncIterable<Uint8Array>, totalBytes: number | null): Promise<ImportReport> {
    if (this.report?.state === 'running') throw new ApiError('conflict', 'an import is under way');
    const report = this.begin(totalBytes);
    try {
      await new CsvImport(this.writer, this.clock, report).run(body);
      report.state = 'done';
      return report;
    } catch (error) {
      const cause = causeOf(error, report);
      report.state = 'failed';
      report.reason = cause instanceof ApiError ? cause.message : 'something went wrong on our side';
      throw cause;
    } finally {
      report.endedAt = this.now();
    }
  }

  private begin(totalBytes: number | null): ImportReport {
    const counts = { bytes: 0, totalBytes, lines: 0, accepted: 0, rejected: 0, faults: [] };
    const times = { startedAt: this.now(), endedAt: null };
    this.report = { id: nanoid(10), state: 'running', ...times, ...counts, reason: null };
    return this.report;
  }

  private now(): number {
    return this.clock.now() / MICROS_PER_MS;
  }
}

/** What a request says when its connection ends before its body. */
const CUT_OFF: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']);

/** What ended an import, in the words of the API, with how much was taken before; a fault of our own as it is. */
function causeOf(error: unknown, { accepted }: ImportReport): Error {
  const known = isCutOff(error) ? new ApiError('bad-request', 'the upload was cut off') : error;
  if (!(known instanceof ApiError)) return error instanceof Error ? error : new Error(String(error));
  const taken = accepted === 0 ? '' : `; ${accepted} readings before it were taken`;
  return new ApiError(known.code, `${known.message}${taken}`, known.details);
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CUT_OFF.has(error.code);
}
