import type { DurableRun } from '../measure/durable-run.ts';
import { groupBy, median } from '../measure/statistics.ts';
import { RAW } from '../ingest/durability.ts';
import type { Outcome } from './outcome.ts';
import { figure, type Table } from './table.ts';

/** Adds how fast readings became durable. */
export function withDurability(outcome: Outcome, runs: readonly DurableRun[]): Outcome {
  return {
    ...outcome,
    runs: [...outcome.runs, ...runs],
    tables: [...outcome.tables, durableTable(runs)],
    notes: [
      ...outcome.notes,
      'durable: until the last row is committed (of the backend: in its history). The backend and the one that ' +
        'acknowledges after the commit lose nothing by a kill; on receipt is lost what was at risk.',
    ],
  };
}

function durableTable(runs: readonly DurableRun[]): Table {
  const rawRates = ratesOf(runs.filter(({ subject }) => subject === RAW));
  return {
    title: 'Flood until all is durable',
    head: ['', 'rows/s', '× raw appender', 'messages/s', 'CPU µs a message', 'commits', 'messages at risk'],
    rows: [...groupBy(runs, ({ subject }) => subject)].map(([subject, own]) => {
      const rate = median(ratesOf(own));
      return [
        subject,
        Math.round(rate),
        (rate / median(rawRates)).toFixed(3),
        cell(own, ({ messages, seconds }) => (messages === null ? null : messages / seconds)),
        cell(own, ({ cpu }) => cpu),
        cell(own, ({ commits }) => commits),
        cell(own, ({ atRisk }) => atRisk),
      ];
    }),
  };
}

function ratesOf(runs: readonly DurableRun[]): number[] {
  return runs.map(({ rows, seconds }) => rows / seconds);
}

function cell(runs: readonly DurableRun[], read: (run: DurableRun) => number | null): string {
  const values = runs.flatMap((run) => read(run) ?? []);
  const value = median(values);
  if (values.length === 0) return '–';
  return Number.isInteger(value) ? value.toLocaleString('en') : figure(value);
}
