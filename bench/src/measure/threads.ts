import { readdirSync, readFileSync } from 'node:fs';
import { childrenOf, cpuOf } from './cpu.ts';

/** Time of a process since its start, s. */
export interface ThreadTimes {
  /** Of all its threads and all that it started, on a core. */
  total: number;
  /** Of its main thread: on a core, and waiting for one that others held. */
  main: number;
  mainWaited: number;
}

/** As {@link cpuOf}, to the nanosecond and with the waits, where the system tells (Linux). */
export function threadTimes(pid: number): ThreadTimes {
  if (process.platform !== 'linux') {
    const { user, system } = cpuOf(pid);
    return { total: user + system, main: user + system, mainWaited: 0 };
  }
  const { ran, waited } = readSchedule(`/proc/${pid}/schedstat`);
  return { total: totalOf(pid), main: ran, mainWaited: waited };
}

/** Share of `seconds` that the main thread used of the time in which it could have a core. */
export function busyShare(from: ThreadTimes, to: ThreadTimes, seconds: number): number {
  const waited = to.mainWaited - from.mainWaited;
  return (to.main - from.main) / Math.max(1e-9, seconds - waited);
}

/** A line of schedstat: ns on a core, ns waiting for one, turns. */
export function parseSchedule(line: string): { ran: number; waited: number } {
  const [ran = 0, waited = 0] = line.split(' ').map(Number);
  return { ran: ran / 1e9, waited: waited / 1e9 };
}

function totalOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const own = threads.reduce(
    (sum, thread) => sum + readSchedule(`/proc/${pid}/task/${thread}/schedstat`).ran,
    0,
  );
  return childrenOf(pid).reduce((sum, child) => sum + totalOf(child), own);
}

function readSchedule(path: string): ReturnType<typeof parseSchedule> {
  return parseSchedule(readFileSync(path, 'utf8'));
}
