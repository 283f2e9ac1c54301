import type { HubMessage, OpenChannel, TabChannel } from './live-messages';
import { joinLeader } from './leader-channel';
import { hasLocks } from './tab-lock';
import { joinWorker } from './worker-channel';

/**
 * The way to the line of this browser: held by a shared worker, else by one of the tabs, else by this tab alone.
 * `base`: where the page stands. What is said before the way is open is not heard: nothing is up then.
 */
export function sharedChannel(base: string): OpenChannel {
  return (hear) => {
    let closed = false;
    let channel: TabChannel | null = null;
    void join(base, hear).then((joined) => {
      channel = joined;
      if (closed) channel.close();
    });
    return {
      send: (message) => channel?.send(message),
      close: () => {
        closed = true;
        channel?.close();
      },
    };
  };
}

async function join(base: string, hear: (message: HubMessage) => void): Promise<TabChannel> {
  if ('SharedWorker' in globalThis) {
    const joined = await joinWorker(base, hear).catch(() => null);
    if (joined) return joined;
  }
  const { lineOf } = await import('./own-line');
  if (hasLocks() && 'BroadcastChannel' in globalThis) return joinLeader(base, () => lineOf(base), hear);
  const { hear: send, leave } = lineOf(base).join(hear);
  return { send, close: leave };
}
