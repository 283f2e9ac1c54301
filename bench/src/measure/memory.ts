import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process, kB. */
export function residentKB(pid: number): number {
  if (process.platform !== 'linux')
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return residentIn(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** The same of the table that Linux keeps; NaN if it is not there. */
export function residentIn(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? NaN);
}
