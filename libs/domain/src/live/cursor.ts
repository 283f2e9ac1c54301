/**
 * Place in the live log: the epoch of the backend, the sequence of the last reading, by partition, and the server's
 * time of it in ms. Cursors of older versions have no time.
 */
export interface Cursor {
  epoch: string;
  sequence: number;
  time?: number;
}

const CURSOR = /^0\.([A-Za-z0-9_-]{1,32})\.(\d{1,16})(?:\.(\d{1,16}))?$/;

/** Writes a cursor; opaque to clients. Inside: partition, epoch, sequence, time (whole ms, rounded down). */
export function formatCursor({ epoch, sequence, time }: Cursor): string {
  const end = time === undefined ? '' : `.${Math.max(0, Math.floor(time))}`;
  return `0.${epoch}.${sequence}${end}`;
}

/** Reads a cursor; undefined if it is none of ours. */
export function parseCursor(text: string): Cursor | undefined {
  const [, epoch, sequence, time] = CURSOR.exec(text) ?? [];
  if (epoch === undefined || sequence === undefined) return undefined;
  return { epoch, sequence: Number(sequence), ...(time === undefined ? {} : { time: Number(time) }) };
}
