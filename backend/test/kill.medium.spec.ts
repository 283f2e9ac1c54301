import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MOSQUITTO } from './mosquitto.js';

const ROOT = join(import.meta.dirname, '../..');
const LIMIT_MS = 120_000;

/** Ends it in time to clean up after itself. */
const BENCH_MS = 110_000;

/** What `npm run bench -- kill --json` prints. */
interface Report {
  medians: { acknowledged: number; stored: number; missing: number; double: number; wrong: number }[];
  runs: { kills: { kind: string }[]; lives: { endedBy: string }[] }[];
}

it.skipIf(MOSQUITTO === undefined)(
  'keeps every acknowledged message once, whatever is killed',
  async () => {
    const args = [
      join(ROOT, 'bench/src/cli.ts'),
      'kill',
      '--kills',
      '3',
      '--rate',
      '500',
      '--quick',
      '--json',
    ];
    const bench = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: BENCH_MS,
    });
    const ended = new Promise<number | null>((resolve) => bench.once('exit', resolve));
    const [printed, told, code] = await Promise.all([text(bench.stdout), text(bench.stderr), ended]);
    expect(printed, told).not.toBe('');
    const { medians, runs } = JSON.parse(printed) as Report;
    expect(runs[0]?.kills.map(({ kind }) => kind)).toEqual(['all', 'main', 'store']);
    expect(medians[0]).toMatchObject({ missing: 0, double: 0, wrong: 0 });
    expect(medians[0]?.acknowledged).toBeGreaterThan(300);
    expect(medians[0]?.stored).toBeGreaterThanOrEqual(medians[0]?.acknowledged ?? Infinity);
    expect(code).toBe(0);
  },
  LIMIT_MS,
);
