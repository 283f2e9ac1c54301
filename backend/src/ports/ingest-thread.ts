import type { ErrorCode } from '@sensorium/contracts';
import type { LiveStep } from './live-bus.js';

/**
 * Whom a call is for: the ingest itself (IngestCalls), the history that it writes (HistoryCalls), rules and incidents
 * (AlertCalls), or what notification keeps (NotifyStore).
 */
export type CallTarget = 'ingest' | 'history' | 'alerts' | 'notify';

/** Orders to the ingest thread. */
export type IngestOrder =
  { type: 'call'; call: number; target: CallTarget; name: string; args: unknown[] } | { type: 'stop' };

/** What the ingest thread says. A call is answered by its number, or fails with an error of the API. */
export type IngestReport =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'step'; step: LiveStep }
  | { type: 'answer'; call: number; result: unknown }
  | { type: 'fault'; call: number; code: ErrorCode; message: string };
