import type { HistoryFault } from '@sensorium/contracts';
import type { ReadingStore } from '../../ports/reading-store.js';

/** A numbered call to the process of the store, by the names of the port; its report has the same number. */
export interface StoreCall {
  call: number;
  name: keyof ReadingStore;
  args: unknown[];
}

export type StoreReport =
  | { type: 'answer'; call: number; result: unknown }
  | { type: 'fault'; call: number; fault: HistoryFault; message: string };
