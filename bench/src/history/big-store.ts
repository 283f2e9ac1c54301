import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BatchWriter } from '../readings/batch-writer.ts';
import { writeSynthetic, type SyntheticPlan, type Tier } from '../readings/synthetic.ts';
import type { FillRun } from '../measure/history-run.ts';
import { tell } from '../report/outcome.ts';
import { Backend } from '../stage/backend.ts';
import { openBuiltStore, storeFile } from '../stage/built-store.ts';
import { ROOT } from '../stage/checkout.ts';

/** 1,000 series over a year, 100 million readings: one each second, and ever slower ones. */
const TIERS: readonly Tier[] = [
  { series: 1, intervalS: 1 },
  { series: 9, intervalS: 10 },
  { series: 90, intervalS: 100 },
  { series: 900, intervalS: 2_400 },
];
const SERIES = TIERS.reduce((sum, { series }) => sum + series, 0);
const METRICS = 10;

/** Readings a second of all of them. */
const PER_SECOND = TIERS.reduce((sum, { series, intervalS }) => sum + series / intervalS, 0);

const DAY_S = 86_400;
const YEAR_S = 365 * DAY_S;
const END_S = Date.UTC(2026, 10, 1) / 1_000;

/** What writes sealed readings: where it changes, a store of before is not what it would be now. */
const WRITES = 'backend/dist/adapters/duckdb/{schema,packed/*,seal/*}.js';

/** A filled store with the names of its series. */
export interface BigStore {
  dataDir: string;
  /** Names as in queries, the fastest first. */
  names: string[];
  /** ms since the epoch. */
  from: number;
  to: number;
  fill: FillRun;
}

/** A store of so many readings: that of an earlier run if it is as this version would make it. */
export async function bigStore(points: number, fresh: boolean): Promise<BigStore> {
  const folder = join(ROOT, 'bench/results/cache', `history-${points}-${fingerprint()}`);
  const done = join(folder, 'made.json');
  if (fresh) rmSync(folder, { recursive: true, force: true });
  if (existsSync(done)) {
    const made = JSON.parse(readFileSync(done, 'utf8')) as BigStore;
    tell('taking the store that an earlier run made');
    return { ...made, dataDir: folder, fill: { ...made.fill, seconds: null, sealSeconds: null } };
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await make(folder, points);
  writeFileSync(done, JSON.stringify(made));
  return made;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(WRITES, { cwd: ROOT }).sort()) hash.update(readFileSync(join(ROOT, path)));
  return hash.digest('hex').slice(0, 12);
}

async function make(dataDir: string, points: number): Promise<BigStore> {
  const names = await nameSeries(dataDir);
  const numbers = numbersOf(dataDir, names);
  const seconds = Math.min(YEAR_S, Math.ceil(points / PER_SECOND));
  const from = END_S - seconds;
  const store = await openBuiltStore(dataDir);
  const writer = new BatchWriter(store);
  const began = performance.now();
  const plan: SyntheticPlan = { tiers: TIERS, from, seconds, signal: 'decimals', resolution: 'ms', numbers };
  await writeSynthetic(writer, plan, (day) => {
    if (day % 20 === 0) tell(`${day} days, ${(writer.written / 1e6).toFixed(1)} million readings written`);
  });
  await writer.finish();
  const took = performance.now() - began;
  await store.close();
  const fill: FillRun = {
    readings: writer.written,
    series: SERIES,
    days: seconds / DAY_S,
    seconds: took / 1_000,
    sealSeconds: writer.sealMs / 1_000,
    fileBytes: statSync(storeFile(dataDir)).size,
  };
  return { dataDir, names, from: from * 1_000, to: END_S * 1_000, fill };
}

/** Lets the backend name the series, by one reading each before the others. */
async function nameSeries(dataDir: string): Promise<string[]> {
  await using backend = await Backend.start({ dataDir });
  const names: string[] = [];
  for (let device = 0; device < SERIES / METRICS; device++) {
    const id = `big-${String(device).padStart(3, '0')}`;
    const metrics = Array.from({ length: METRICS }, (_, metric) => `m${metric}`);
    const values = Object.fromEntries(metrics.map((metric) => [metric, 0.5]));
    await post(backend.url, id, { ts: (END_S - 2 * YEAR_S) * 1_000, values });
    names.push(...metrics.map((metric) => `${id}/${metric}`));
  }
  return names;
}

async function post(url: string, device: string, body: object): Promise<void> {
  const answer = await fetch(new URL(`api/ingest/${device}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`a reading was not taken (${answer.status}): ${await answer.text()}`);
}

/** Numbers of the series in the registry, in the order of their names. */
export function numbersOf(dataDir: string, names: readonly string[]): number[] {
  const registry = new DatabaseSync(join(dataDir, 'sensorium.sqlite'), { readOnly: true });
  const rows = registry
    .prepare(`SELECT n, public_id || '/' || metric AS name FROM series JOIN device USING (uid)`)
    .all() as { n: number; name: string }[];
  registry.close();
  const numbers = new Map(rows.map(({ n, name }) => [name, n]));
  return names.map((name) => {
    const n = numbers.get(name);
    if (n === undefined) throw new Error(`${name} is not in the registry`);
    return n;
  });
}
