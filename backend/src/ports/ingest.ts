import type { IngestReceipt } from '@sensorium/contracts';

export const INGEST = Symbol('Ingest');

/** The ingest as the rest of the backend sees it. */
export interface Ingest {
  /** Takes one native payload of `device` through the same decoder as MQTT. */
  submit(device: string, payload: Uint8Array): Promise<IngestReceipt>;
  /** Why the ingest does not run; undefined while it does. */
  fault(): string | undefined;
}
