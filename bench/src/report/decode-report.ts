import type { DecodeRun } from '../measure/decode-run.ts';
import { groupBy, median } from '../measure/statistics.ts';
import type { Outcome } from './outcome.ts';
import { figure, type Cell } from './table.ts';

export function decodeOutcome(runs: readonly DecodeRun[]): Outcome {
  const medians = [...groupBy(runs, ({ family }) => family)].map(([family, own]) => medianOf(family, own));
  return {
    runs,
    medians,
    tables: [
      {
        title: 'Messages that are decoded in a second of processor time',
        head: ['', 'bytes', 'decoded/s', 'µs', 'JSON.parse/s', 'decoding ×'],
        rows: medians.map(rowOf),
      },
    ],
    verdicts: [],
    notes: [
      'decoded: by all dialects in their order, of messages on known topics, with what is remembered from one to the next',
      'JSON.parse: of the same bytes as UTF-8, alone; – for families with bodies that are not JSON',
      'decoding ×: its processor time as many times that of JSON.parse',
    ],
  };
}

function medianOf(family: string, runs: readonly DecodeRun[]) {
  const parses = runs.flatMap(({ parse }) => parse ?? []);
  return {
    family,
    bytes: median(runs.map(({ bytes }) => bytes)),
    decode: median(runs.map(({ decode }) => decode)),
    parse: parses.length > 0 ? median(parses) : undefined,
  };
}

function rowOf({ family, bytes, decode, parse }: ReturnType<typeof medianOf>): Cell[] {
  return [
    family,
    Math.round(bytes),
    Math.round(1e6 / decode),
    figure(decode),
    parse === undefined ? '–' : Math.round(1e6 / parse).toLocaleString('en'),
    parse === undefined ? '–' : figure(decode / parse),
  ];
}
