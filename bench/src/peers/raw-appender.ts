import { machineMs } from '../measure/clock.ts';
import { RowAppender, emptyRows } from './row-appender.ts';
import { serve } from './serve.ts';

/** What `append` is asked for. */
export interface AppendOrder {
  file: string;
  rows: number;
  rowsPerCommit: number;
}

/** DuckDB alone, as fast as it makes rows durable: no broker, no messages, nothing decoded. */

const SERIES = 2_500;

serve({
  /** Resolves with the seconds that it took. */
  async append({ file, rows, rowsPerCommit }: AppendOrder): Promise<number> {
    const appender = await RowAppender.open(file);
    const batch = emptyRows(rowsPerCommit);
    const began = machineMs();
    for (let row = 0; row < rows; row++) {
      const at = batch.count++;
      batch.series[at] = row % SERIES;
      batch.t[at] = BigInt(row) * 40n;
      batch.value[at] = (row % 1_000) / 100;
      if (batch.count < rowsPerCommit && row < rows - 1) continue;
      appender.commit(batch);
      batch.count = 0;
    }
    return (machineMs() - began) / 1_000;
  },
});
