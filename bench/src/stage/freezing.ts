import { atExit } from './cleanup.ts';
import type { Peer } from './peer.ts';

/** Stops every thread of a process of ours (SIGSTOP) until the result is called, or this program ends. */
export function freeze({ pid }: Peer): () => void {
  process.kill(pid, 'SIGSTOP');
  const forget = atExit(() => process.kill(pid, 'SIGKILL'));
  return () => {
    forget();
    process.kill(pid, 'SIGCONT');
  };
}
