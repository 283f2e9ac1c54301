import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import type { BenchOptions } from '../options.ts';
import { ROOT, versionOf } from '../stage/checkout.ts';
import { mosquittoVersion } from '../stage/programs.ts';
import type { Outcome } from './outcome.ts';
import { renderTable } from './table.ts';

/** Packages whose version moves the figures. */
const PACKAGES = ['mqtt', 'mqtt-packet', 'socket.io', 'socket.io-client', 'ws', '@angular/core'];

/** All that a run leaves behind. */
export interface Report extends Outcome {
  benchmark: string;
  date: string;
  options: BenchOptions;
  versions: Record<string, string>;
  machine: object;
}

/** `loadBefore`: load average of the machine before the benchmark began. */
export function makeReport(
  benchmark: string,
  options: BenchOptions,
  outcome: Outcome,
  loadBefore: number,
): Report {
  const cores = availableParallelism();
  return {
    benchmark,
    date: new Date().toISOString(),
    options,
    versions: versions(),
    machine: {
      cores,
      cpu: cpus()[0]?.model ?? '',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      loadBefore,
      loadAfter: loadavg()[0],
    },
    ...outcome,
    notes: [...outcome.notes, loadNote(loadBefore, cores)],
  };
}

function loadNote(load: number, cores: number): string {
  const told = `load average before it began: ${load.toFixed(1)} on ${cores} cores`;
  return load > cores / 2
    ? `${told}; other programs took part, so repeat this when the machine is quiet`
    : told;
}

/** Writes the report to `bench/results/`; resolves to its path from the root. */
export function saveReport(report: Report): string {
  const folder = join(ROOT, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${report.benchmark}-${report.date.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return relative(ROOT, file);
}

/** The report for a person. */
export function renderReport({ tables, verdicts, notes }: Report): string {
  const parts = tables.map(renderTable);
  if (verdicts.length > 0) {
    parts.push(
      verdicts
        .map(({ claim, measured, holds }) => `${holds ? 'kept  ' : 'MISSED'}  ${claim}: ${measured}`)
        .join('\n'),
    );
  }
  if (notes.length > 0) parts.push(notes.map((note) => `- ${note}`).join('\n'));
  return `\n${parts.join('\n\n')}\n`;
}

function versions(): Record<string, string> {
  return {
    sensorium: versionOf(),
    node: process.version,
    mosquitto: process.env.MOSQUITTO_PATH ? mosquittoVersion() : '',
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  };
}
