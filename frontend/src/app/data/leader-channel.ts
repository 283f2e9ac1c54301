import type { Joined, LiveHub } from './live-hub';
import type { HubMessage, TabChannel, TabMessage } from './live-messages';
import { holdTabLock, sharedName } from './tab-lock';

/** What goes among tabs. `tab`: lock that the tab holds; a new leader asks all of them to join. */
type Broadcast =
  | { to: 'leader'; tab: string; message: TabMessage | { type: 'join' } | { type: 'leave' } }
  | { to: 'tab'; tab: string; message: HubMessage }
  | { to: 'all'; message: { type: 'led' } };

/**
 * Joins the line that one tab holds for all: the one that has the lock, and when it is closed the next one. A tab that
 * loses its leader hears of the new one's line and goes on there.
 */
export async function joinLeader(
  base: string,
  openLine: () => LiveHub,
  hear: (message: HubMessage) => void,
): Promise<TabChannel> {
  const lock = await holdTabLock();
  const channel = new BroadcastChannel(sharedName(base));
  const tell = (message: Broadcast): void => {
    channel.postMessage(message);
  };
  const tab = new LedTab(lock.name, tell, hear);
  channel.onmessage = ({ data }: MessageEvent<Broadcast>) => {
    tab.hear(data);
  };
  const stop = new AbortController();
  const lead = Promise.withResolvers<undefined>();
  navigator.locks
    .request(sharedName(base), { signal: stop.signal }, () => {
      tab.lead(openLine());
      return lead.promise;
    })
    .catch(() => undefined);
  tell({ to: 'leader', tab: lock.name, message: { type: 'join' } });
  return {
    send: (message) => {
      tab.send(message);
    },
    close: () => {
      tab.close();
      stop.abort();
      lead.resolve(undefined);
      lock.release();
      channel.close();
    },
  };
}

/** One tab among those that share a line, as leader or led. */
class LedTab {
  #hub: LiveHub | null = null;
  #own: Joined | null = null;
  readonly #joined = new Map<string, Joined>();

  constructor(
    readonly name: string,
    readonly tell: (message: Broadcast) => void,
    readonly told: (message: HubMessage) => void,
  ) {}

  hear(data: Broadcast): void {
    if (data.to === 'tab') {
      if (data.tab === this.name && !this.#hub) this.told(data.message);
    } else if (data.to === 'all') this.#ask({ type: 'join' });
    else if (this.#hub) this.#serve(this.#hub, data.tab, data.message);
  }

  /** From now on it holds the line: the others join it. */
  lead(hub: LiveHub): void {
    this.#hub = hub;
    this.#own = hub.join(this.told);
    this.tell({ to: 'all', message: { type: 'led' } });
  }

  send(message: TabMessage): void {
    if (this.#own) this.#own.hear(message);
    else this.#ask(message);
  }

  close(): void {
    if (this.#own) this.#hub?.port.close();
    else this.#ask({ type: 'leave' });
  }

  #ask(message: TabMessage | { type: 'join' } | { type: 'leave' }): void {
    this.tell({ to: 'leader', tab: this.name, message });
  }

  #serve(hub: LiveHub, tab: string, message: TabMessage | { type: 'join' } | { type: 'leave' }): void {
    if (message.type === 'join') this.#join(hub, tab);
    else if (message.type === 'leave') this.#leave(tab);
    else this.#joined.get(tab)?.hear(message);
  }

  #join(hub: LiveHub, tab: string): void {
    this.#leave(tab);
    const joined = hub.join((message) => {
      this.tell({ to: 'tab', tab, message });
    });
    this.#joined.set(tab, joined);
    void navigator.locks.request(tab, () => {
      if (this.#joined.get(tab) === joined) this.#leave(tab);
    });
  }

  #leave(tab: string): void {
    this.#joined.get(tab)?.leave();
    this.#joined.delete(tab);
  }
}
