import { BatchWriter, type Tap } from '../readings/batch-writer.ts';
import { SimulatedFleet } from '../readings/fleet.ts';
import { writeSynthetic, type Resolution, type Signal } from '../readings/synthetic.ts';
import type { SizeRun } from '../measure/history-run.ts';
import { tell } from '../report/outcome.ts';
import { openBuiltStore, storeFile } from '../stage/built-store.ts';
import { TemporaryFolder } from '../stage/cleanup.ts';
import { diskSize } from '../stage/disk-size.ts';
import { promtoolPath } from '../stage/programs.ts';
import { PrometheusBlocks } from '../stage/prometheus.ts';

const YOUNGEST_LIMIT = 4.5;
const MERGED_LIMIT = 2.5;

/** A Monday, s since the epoch. */
const FROM_S = Date.UTC(2026, 0, 5) / 1_000;
const DAY_S = 86_400;

/** How much of each data set: the devices of the fleet, the series of the others, and days sealed one by one. */
interface Extent {
  devices: number;
  series: number;
  days: number;
}

const FULL: Extent = { devices: 30, series: 200, days: 7 };
const QUICK: Extent = { devices: 10, series: 50, days: 2 };

interface DataSet {
  data: string;
  days: number;
  hasLimit: boolean;
  /** Writes one day after the other. */
  writer: (extent: Extent) => Promise<(writer: BatchWriter, day: number) => Promise<void>>;
}

const DATA_SETS: readonly DataSet[] = [
  {
    data: 'the simulator’s fleet',
    days: Infinity,
    hasLimit: true,
    writer: async ({ devices }) => {
      const fleet = await SimulatedFleet.make(devices, FROM_S * 1_000);
      return (writer, day) => fleet.write(writer, (FROM_S + (day + 1) * DAY_S) * 1_000);
    },
  },
  {
    data: 'two decimals, times with 0 to 30 ms of jitter',
    days: Infinity,
    hasLimit: true,
    writer: synthetic('decimals', 'ms'),
  },
  {
    data: 'the same with µs, as times of receipt',
    days: Infinity,
    hasLimit: false,
    writer: synthetic('decimals', 'µs'),
  },
  {
    data: 'random doubles, times with jitter',
    days: 1,
    hasLimit: false,
    writer: synthetic('doubles', 'ms'),
  },
];

const INTERVAL_S = 10;

function synthetic(signal: Signal, resolution: Resolution): DataSet['writer'] {
  return ({ series }) =>
    Promise.resolve((writer, day) =>
      writeSynthetic(writer, {
        tiers: [{ series, intervalS: INTERVAL_S }],
        from: FROM_S + day * DAY_S,
        seconds: DAY_S,
        signal,
        resolution,
      }),
    );
}

/** What each data set takes after its first day, and after several days sealed one by one. */
export async function sizes(quick: boolean): Promise<SizeRun[]> {
  const extent = quick ? QUICK : FULL;
  const runs: SizeRun[] = [];
  for (const set of DATA_SETS) {
    runs.push(await sizeOf(set, extent, 1));
    const days = Math.min(extent.days, set.days);
    if (days > 1) runs.push(await sizeOf(set, extent, days));
  }
  return runs;
}

async function sizeOf(
  { data, hasLimit, writer: make }: DataSet,
  extent: Extent,
  days: number,
): Promise<SizeRun> {
  using folder = new TemporaryFolder();
  const age = days === 1 ? 'youngest' : 'merged';
  const promtool = age === 'youngest' ? promtoolPath() : undefined;
  using blocks = promtool === undefined ? undefined : new PrometheusBlocks(promtool);
  const readings = await fill(folder.path, await make(extent), days, blocks?.add);
  const size = await diskSize(storeFile(folder.path));
  tell(`${data}, ${days} day(s): ${(size.usedBytes / readings).toFixed(2)} bytes a reading`);
  const limit = age === 'youngest' ? YOUNGEST_LIMIT : MERGED_LIMIT;
  const prometheusBytes = blocks?.bytes() ?? null;
  return { data, age, days, readings, ...size, prometheusBytes, limit: hasLimit ? limit : null };
}

async function fill(
  dataDir: string,
  writeDay: (writer: BatchWriter, day: number) => Promise<void>,
  days: number,
  tap: Tap | undefined,
): Promise<number> {
  const store = await openBuiltStore(dataDir);
  const writer = new BatchWriter(store, tap);
  for (let day = 0; day < days; day++) {
    await writeDay(writer, day);
    await writer.finish();
  }
  await store.close();
  return writer.written;
}
