import type { IngestReceipt } from '@sensorium/contracts';
import type { LiveStep } from './live-bus.js';

/** Orders to the ingest thread. */
export type IngestOrder =
  { type: 'submit'; call: number; device: string; payload: Uint8Array } | { type: 'stop' };

/** What the ingest thread says. */
export type IngestReport =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'step'; step: LiveStep }
  | { type: 'receipt'; call: number; receipt: IngestReceipt };
