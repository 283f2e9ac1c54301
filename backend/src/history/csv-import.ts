import type { ImportReport } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import type { Clock } from '../ports/clock.js';
import type { HistoryWriter } from '../ports/history-calls.js';
import { CsvReader, type CsvFault, type CsvRecord } from './csv-reader.js';
import { ImportBatch } from './import-batch.js';
import { Layout, readRow } from './import-row.js';

/** Faults that a report names, and how much of their line. */
const FAULTS_MAX = 100;
const TEXT_MAX = 200;

/**
 * Takes one CSV file, piece by piece, and keeps its report up to date. What was handed to the store stays, however
 * it ends.
 */
export class CsvImport {
  private readonly reader = new CsvReader();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private batch = new ImportBatch();
  private layout: Layout | undefined;

  constructor(
    private readonly writer: Pick<HistoryWriter, 'importRows'>,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly report: ImportReport,
  ) {}

  /** Resolves at the end of the file. Throws an ApiError for a file that is none of ours, and what the store throws. */
  async run(body: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const bytes of body) {
      this.report.bytes += bytes.length;
      await this.take(this.reader.push(this.decode(bytes)));
    }
    await this.take(this.reader.push(this.decode(undefined)));
    await this.take(this.reader.end());
    if (!this.layout) throw new ApiError('bad-request', 'the file is empty');
    await this.flush();
  }

  private decode(bytes: Uint8Array | undefined): string {
    try {
      return bytes ? this.decoder.decode(bytes, { stream: true }) : this.decoder.decode();
    } catch {
      throw new ApiError('bad-request', `the file is not UTF-8 in or after line ${this.reader.nextLine}`);
    }
  }

  private async take(records: Iterable<CsvRecord | CsvFault>): Promise<void> {
    for (const record of records) {
      if (!this.layout) this.layout = readHeader(record);
      else this.takeLine(record, this.layout);
      if (this.batch.isFull) await this.flush();
    }
  }

  private takeLine(record: CsvRecord | CsvFault, layout: Layout): void {
    this.report.lines += 1;
    if ('reason' in record) {
      this.reject(record.line, record.reason, record.text);
      return;
    }
    const row = readRow(record.cells, layout, this.clock.now());
    if (typeof row === 'string') this.reject(record.line, row, record.cells.join(','));
    else this.batch.add(record.line, row, record.cells);
  }

  private async flush(): Promise<void> {
    const { batch } = this;
    if (batch.count === 0) return;
    this.batch = new ImportBatch();
    const refused = await this.writer.importRows(batch.rows());
    this.report.accepted += batch.count - refused.length;
    for (const { line, reason } of refused) this.reject(line, reason, batch.cellsOf(line).join(','));
    this.report.faults.sort((a, b) => a.line - b.line);
  }

  private reject(line: number, reason: string, text: string): void {
    this.report.rejected += 1;
    const { faults } = this.report;
    if (faults.length < FAULTS_MAX) faults.push({ line, reason, text: text.slice(0, TEXT_MAX) });
  }
}

function readHeader(record: CsvRecord | CsvFault): Layout {
  if ('reason' in record)
    throw new ApiError('bad-request', `the first line cannot be read: ${record.reason}`);
  return Layout.of(record.cells);
}
