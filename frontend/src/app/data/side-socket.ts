import type { LivePort, PageEvents } from './live-port';

/** Who hears what a side socket does. `down`: it is gone, or never came up; nothing follows. */
export interface SideSocketHandlers {
  up(socket: SideSocket): void;
  frame: PageEvents['frame'];
  down(reason: string): void;
}

/** A WebSocket connection of its own, beside the line that the page lives on. */
export interface SideSocket {
  emit: LivePort['emit'];
  /** Ends it; its handlers hear nothing more. */
  close(): void;
}

/** Opens one. `query` goes into the address of its handshake. */
export type OpenSideSocket = (
  base: string,
  query: Readonly<Record<string, string>>,
  handlers: SideSocketHandlers,
) => SideSocket;
