import type { Ack, FrameHead, Subscribe } from '@sensorium/contracts';
import type { Transport } from './connection';
import type { PageEvents, Traffic } from './live-port';

/** An event of the server that is no frame. */
export type NewsMessage = {
  [E in Exclude<keyof PageEvents, 'frame'>]: {
    type: 'news';
    event: E;
    payload: Parameters<PageEvents[E]>[0];
  };
}[Exclude<keyof PageEvents, 'frame'>];

/** What a tab says to whoever holds the line. `ask`: number that the answer repeats. */
export type TabMessage =
  | { type: 'subscribe'; ask: number; request: Subscribe }
  | { type: 'unsubscribe'; id: string }
  | { type: 'credit'; frames: number }
  | { type: 'retry' };

/** What a tab is told. */
export type HubMessage =
  | NewsMessage
  | { type: 'up'; transport: Transport }
  | { type: 'down' }
  | { type: 'attempt' }
  | { type: 'answer'; ask: number; answer: Ack }
  | { type: 'frame'; head: FrameHead; bytes: Uint8Array }
  | { type: 'traffic'; traffic: Traffic };

/** The way from a tab to who holds the line, wherever that is. */
export interface TabChannel {
  send(message: TabMessage): void;
  /** Nothing is told after it. */
  close(): void;
}

/** Opens the way; `hear` gets all that is told, in order. */
export type OpenChannel = (hear: (message: HubMessage) => void) => TabChannel;
