/** Place in the live log: the epoch of the backend and the sequence of the last reading, by partition. */
export interface Cursor {
  epoch: string;
  sequence: number;
}

const CURSOR = /^0\.([A-Za-z0-9_-]{1,32})\.(\d{1,16})$/;

/** Writes a cursor; opaque to clients. Inside: partition, epoch, sequence. */
export function formatCursor(cursor: Cursor): string {
  return `0.${cursor.epoch}.${cursor.sequence}`;
}

/** Reads a cursor; undefined if it is none of ours. */
export function parseCursor(text: string): Cursor | undefined {
  const match = CURSOR.exec(text);
  const [, epoch, sequence] = match ?? [];
  return epoch !== undefined && sequence !== undefined ? { epoch, sequence: Number(sequence) } : undefined;
}
