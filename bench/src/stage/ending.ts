import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How long a process may take to end by itself. */
const GRACE_MS = 15_000;

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Asks a process of ours to end, waits, and kills it if it does not. */
export async function end(child: ChildProcess, ask: () => void): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  ask();
  await exit;
  clearTimeout(killer);
}
