import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor time of a process since its start, s. */
export interface CpuTimes {
  user: number;
  system: number;
  /** User and system time by thread name; empty where the system does not tell. */
  threads: ReadonlyMap<string, number>;
}

/** Ticks of a second in /proc; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Reads the processor time of a running process. */
export function cpuOf(pid: number): CpuTimes {
  if (process.platform !== 'linux') return { ...cpuByPs(pid), threads: new Map() };
  const { user, system } = readStat(`/proc/${pid}/stat`);
  return { user, system, threads: threadsOf(pid) };
}

/** What was used between two readings of one process. */
export function cpuBetween(from: CpuTimes, to: CpuTimes): CpuTimes {
  const threads = [...to.threads].map(
    ([name, time]) => [name, time - (from.threads.get(name) ?? 0)] as const,
  );
  return { user: to.user - from.user, system: to.system - from.system, threads: new Map(threads) };
}

/** A line of `/proc/<pid>/stat`; the name before the figures may hold spaces and brackets. */
export function parseStat(line: string): { name: string; user: number; system: number } {
  const close = line.lastIndexOf(')');
  const fields = line.slice(close + 2).split(' ');
  return {
    name: line.slice(line.indexOf('(') + 1, close),
    user: Number(fields[11]) / TICKS,
    system: Number(fields[12]) / TICKS,
  };
}

/** `[[dd-]hh:]mm:ss[.cc]` of ps as seconds. */
export function parsePsTime(text: string): number {
  const [clock = '', days = '0'] = text.trim().split('-').reverse();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

function readStat(path: string): ReturnType<typeof parseStat> {
  return parseStat(readFileSync(path, 'utf8'));
}

function threadsOf(pid: number): Map<string, number> {
  const folder = `/proc/${pid}/task`;
  const times = new Map<string, number>();
  for (const tid of readdirSync(folder)) {
    const { name, user, system } = readStat(join(folder, tid, 'stat'));
    times.set(name, (times.get(name) ?? 0) + user + system);
  }
  return times;
}

function cpuByPs(pid: number): { user: number; system: number } {
  const ps = (field: string) =>
    parsePsTime(execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }));
  const user = ps('utime');
  return { user, system: ps('time') - user };
}
