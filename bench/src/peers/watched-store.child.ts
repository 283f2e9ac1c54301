import { writeFileSync } from 'node:fs';
import { machineMs } from '../measure/clock.ts';

/**
 * The process of the store, with its event loop watched from inside: `BENCH_STORE_ENTRY` is loaded into it, and
 * when it ends `BENCH_LOOP_FILE` holds pairs of doubles: when a timer fired (ms of the machine's clock), and how
 * late.
 */

const EVERY_MS = 5;
const PAIRS_MAX = 200_000;

const samples = new Float64Array(PAIRS_MAX * 2);
let count = 0;
let due = machineMs() + EVERY_MS;

setInterval(() => {
  const now = machineMs();
  if (count < PAIRS_MAX) samples.set([now, Math.max(0, now - due)], 2 * count++);
  due = now + EVERY_MS;
}, EVERY_MS).unref();

process.on('exit', () => {
  writeFileSync(process.env.BENCH_LOOP_FILE ?? '', new Uint8Array(samples.buffer, 0, count * 16));
});

await import(process.env.BENCH_STORE_ENTRY ?? '');
