import { SEALING } from '../history/loops.ts';
import type { ChartRun, FillRun, LoopRun, SizeRun } from '../measure/history-run.ts';
import { promtoolPath } from '../stage/programs.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Table } from './table.ts';

const CHART_LIMIT_MS = 100;
const LOOP_LIMIT_MS = 20;
const FILE_LIMIT = 2.5;

export interface HistoryRuns {
  fill: FillRun;
  charts: readonly ChartRun[];
  sizes: readonly SizeRun[];
  loops: readonly LoopRun[];
}

export function historyOutcome({ fill, charts, sizes, loops }: HistoryRuns): Outcome {
  return {
    runs: [fill, ...charts, ...sizes, ...loops],
    medians: [],
    tables: [fillTable(fill), chartTable(charts), sizeTable(sizes), loopTable(loops)],
    verdicts: [
      ...charts.map(chartVerdict),
      fillVerdict(fill),
      ...sizes.flatMap(sizeVerdict),
      loopVerdict(loops),
    ],
    notes: [
      'charts: GET /api/history with width 2,000, one at a time, until the whole answer has come; random places',
      'youngest: the first day, sealed once; merged: all days, each sealed by itself and joined with those before',
      'file: the whole of it, with the room that up to 2 million readings took before they were sealed; the next ones ' +
        'go there before it grows. In use: blocks that hold something, which is what small data sets are judged by',
      promtoolPath() === undefined
        ? 'Prometheus is not installed (its promtool, or PROMTOOL_PATH): no comparison of the bytes'
        : 'Prometheus: blocks with index that promtool makes of the same readings; it keeps ms and no quality',
    ],
  };
}

function fillTable({ readings, series, days, seconds, sealSeconds, fileBytes }: FillRun): Table {
  const speed = seconds === null ? 'made by an earlier run' : figure(readings / seconds);
  return {
    title: 'The store',
    head: [
      'readings',
      'series',
      'days',
      'file MB',
      'bytes a reading',
      'written and sealed, readings/s',
      'sealing s',
    ],
    rows: [
      [
        readings,
        series,
        Math.round(days),
        Math.round(fileBytes / 1e6),
        (fileBytes / readings).toFixed(2),
        speed,
        sealSeconds === null ? '–' : figure(sealSeconds),
      ],
    ],
  };
}

/** Judged by the whole file: of so many readings the room for the next ones is a small part. */
function fillVerdict({ readings, fileBytes }: FillRun): Verdict {
  const bytes = fileBytes / readings;
  return {
    claim: `the file of the big store: at most ${FILE_LIMIT} bytes a reading`,
    measured: bytes.toFixed(2),
    holds: bytes <= FILE_LIMIT,
  };
}

function chartTable(charts: readonly ChartRun[]): Table {
  return {
    title: 'Charts of 2,000 columns over HTTP, ms',
    head: ['series', 'range', 'p50', 'p95', 'longest', 'samples in it', 'points sent', 'charts'],
    rows: charts.map(({ series, range, p50, p95, max, stored, returned, queries }) => [
      series,
      range,
      figure(p50),
      figure(p95),
      figure(max),
      stored,
      returned,
      queries,
    ]),
  };
}

function chartVerdict({ series, range, p95 }: ChartRun): Verdict {
  return {
    claim: `${series}, ${range}: p95 at most ${CHART_LIMIT_MS} ms`,
    measured: `${p95.toFixed(0)} ms`,
    holds: p95 <= CHART_LIMIT_MS,
  };
}

function sizeTable(sizes: readonly SizeRun[]): Table {
  return {
    title: 'Bytes a reading on disk',
    head: ['', '', 'days', 'readings', 'file', 'in use', 'Prometheus'],
    rows: sizes.map(({ data, age, days, readings, fileBytes, usedBytes, prometheusBytes }) => [
      data,
      age,
      days,
      readings,
      (fileBytes / readings).toFixed(2),
      (usedBytes / readings).toFixed(2),
      prometheusBytes === null ? '–' : (prometheusBytes / readings).toFixed(2),
    ]),
  };
}

function sizeVerdict({ data, age, readings, usedBytes, limit }: SizeRun): Verdict[] {
  if (limit === null) return [];
  const bytes = usedBytes / readings;
  return [
    {
      claim: `${data}, ${age}: at most ${limit} bytes a reading`,
      measured: bytes.toFixed(2),
      holds: bytes <= limit,
    },
  ];
}

function loopTable(loops: readonly LoopRun[]): Table {
  return {
    title: 'Delay of event loops; that of the store under 20,000 readings and 3 charts a second, ms',
    head: ['', 'meanwhile', 'seconds', 'p50', 'p99', 'longest'],
    rows: loops.map(({ thread, meanwhile, seconds, p50, p99, max }) => [
      thread,
      meanwhile,
      figure(seconds),
      figure(p50),
      figure(p99),
      figure(max),
    ]),
  };
}

function loopVerdict(loops: readonly LoopRun[]): Verdict {
  const p99 = loops.find(({ meanwhile }) => meanwhile === SEALING)?.p99 ?? NaN;
  return {
    claim: `event loop of the store while sealing: p99 at most ${LOOP_LIMIT_MS} ms`,
    measured: `${p99.toFixed(1)} ms`,
    holds: p99 <= LOOP_LIMIT_MS,
  };
}
