import type { ErrorBody, Poll } from '@sensorium/contracts';
import type { LaneBatch, LaneFault, LaneSink } from './lane-run';

/** Address of a live route for a lane. `base`: where the page stands. */
export function liveAddress(base: string, route: string, query: Record<string, string | null>): URL {
  const address = new URL(`api/live/${route}`, base);
  for (const [name, value] of Object.entries(query))
    if (value !== null) address.searchParams.set(name, value);
  return address;
}

/** An answer of a poll, or the data of an event, as a batch. */
export function batchOf(poll: Poll, askedWith: string | null): LaneBatch {
  const { readings: updates, cursor, missed } = poll;
  return { updates, cursor, begins: askedWith === null, missed };
}

/** Why an answer is none of what was asked for. */
export async function faultOf(response: Response): Promise<LaneFault> {
  const plain = { code: String(response.status), message: response.statusText };
  try {
    const { error } = (await response.json()) as Partial<ErrorBody>;
    return error ? { code: error.code, message: error.message } : plain;
  } catch {
    return plain;
  }
}

/** An answer that ends a lane. */
export class Refused extends Error {
  constructor(readonly fault: LaneFault) {
    super(fault.message);
  }
}

/** Runs until `stop` is called, or until `work` throws: then its reason is told. */
export function untilStopped(sink: LaneSink, work: (signal: AbortSignal) => Promise<void>): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  void work(signal).catch((error: unknown) => {
    if (signal.aborted) return;
    stopped.abort();
    const message = error instanceof Error ? error.message : String(error);
    sink.failed(error instanceof Refused ? error.fault : { code: 'no-answer', message });
  });
  return () => {
    stopped.abort();
  };
}
