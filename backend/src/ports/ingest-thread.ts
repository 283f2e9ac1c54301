import type { ErrorCode } from '@sensorium/contracts';
import type { IngestCalls } from './ingest.js';
import type { LiveStep } from './live-bus.js';

/** Orders to the ingest thread. */
export type IngestOrder =
  { type: 'call'; call: number; name: keyof IngestCalls; args: unknown[] } | { type: 'stop' };

/** What the ingest thread says. A call is answered by its number, or fails with an error of the API. */
export type IngestReport =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'step'; step: LiveStep }
  | { type: 'answer'; call: number; result: unknown }
  | { type: 'fault'; call: number; code: ErrorCode; message: string };
