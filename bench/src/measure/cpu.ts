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

/** Before the names of threads of a process that the measured one started. */
export const CHILD = 'child: ';

/** Reads the processor time of a running process and of all that it started. */
export function cpuOf(pid: number): CpuTimes {
  if (process.platform !== 'linux') return { ...cpuByPs(pid), threads: new Map() };
  return cpuByProc(pid, '');
}

/** Children of a running process, on Linux. */
export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

function cpuByProc(pid: number, prefix: string) {
  const { user, system } = readStat(`/proc/${pid}/stat`);
  const all = { user, system, threads: threadsOf(pid, prefix) };
  for (const child of childrenOf(pid)) {
    const one = cpuByProc(child, CHILD);
    all.user += one.user;
    all.system += one.system;
    for (const [name, time] of one.threads) all.threads.set(name, (all.threads.get(name) ?? 0) + time);
  }
  return all;
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

function threadsOf(pid: number, prefix: string): Map<string, number> {
  const folder = `/proc/${pid}/task`;
  const times = new Map<string, number>();
  for (const tid of readdirSync(folder)) {
    const { name: own, user, system } = readStat(join(folder, tid, 'stat'));
    const name = `${prefix}${own}`;
    times.set(name, (times.get(name) ?? 0) + user + system);
  }
  return times;
}

function cpuByPs(pid: number): { user: number; system: number } {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,utime=,time='], { encoding: 'utf8' });
  const processes = listed.split('\n').map((line) => line.trim().split(/\s+/u));
  const ours = processes.filter(([id]) => descendants(processes, String(pid)).has(id ?? ''));
  const sum = (column: number) => ours.reduce((all, fields) => all + parsePsTime(fields[column] ?? '0'), 0);
  const user = sum(2);
  return { user, system: sum(3) - user };
}

/** A process and all that it started, by lines of id and parent. */
function descendants(processes: readonly string[][], root: string): Set<string> {
  const found = new Set([root]);
  // A set is walked to its end, with what is added on the way.
  for (const parent of found) {
    for (const [id = '', of] of processes) if (of === parent) found.add(id);
  }
  return found;
}
