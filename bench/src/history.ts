import { bigStore } from './history/big-store.ts';
import { charts } from './history/charts.ts';
import { ingestLoop } from './history/ingest-loop.ts';
import { loops } from './history/loops.ts';
import { sizes } from './history/sizes.ts';
import type { BenchOptions } from './options.ts';
import { historyOutcome } from './report/history-report.ts';
import { tell, type Outcome } from './report/outcome.ts';

/**
 * Charts out of a store of 100 million readings, what a reading takes on disk, and how long the process of the
 * store stands still while it seals.
 */

const POINTS = 100_000_000;
const QUICK_POINTS = 5_000_000;

export async function run({ quick, points, fresh }: BenchOptions): Promise<Outcome> {
  const store = await bigStore(points ?? (quick ? QUICK_POINTS : POINTS), fresh);
  tell('charts over HTTP');
  const chartRuns = await charts(store, quick);
  tell('bytes on disk');
  const sizeRuns = await sizes(quick);
  tell('sealing under load');
  const loopRuns = [...(await loops(quick)), ...(quick ? [] : await ingestLoop())];
  return historyOutcome({ fill: store.fill, charts: chartRuns, sizes: sizeRuns, loops: loopRuns });
}
