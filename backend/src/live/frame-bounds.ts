import type { Columns } from '@sensorium/contracts';

/** In what form readings go out: binary columns, JSON events and event streams, or answers to polls. */
export type Form = 'columns' | 'json' | 'poll';

/** What one frame may hold: readings, and bytes as they are about when encoded. */
interface Bounds {
  rows: number;
  rowBytes: number;
  bytes: number;
}

const QUARTER_MB = 262_144;

/** A poll is fetched by who can take it; the others wait in memory of ours while they are sent. */
const BOUNDS: Readonly<Record<Form, Bounds>> = {
  columns: { rows: 10_000, rowBytes: 24, bytes: QUARTER_MB },
  json: { rows: 1_700, rowBytes: 150, bytes: QUARTER_MB },
  poll: { rows: 10_000, rowBytes: 150, bytes: 16 * QUARTER_MB },
};

/** Readings that a frame of this form takes at most. */
export function rowsOf(form: Form): number {
  return BOUNDS[form].rows;
}

/** The same for readings as large as these, of which texts may be. */
export function rowsFor(form: Form, columns: Columns): number {
  const { rows, bytes } = BOUNDS[form];
  return Math.max(
    1,
    Math.min(rows, Math.floor((bytes * columns.count) / Math.max(1, sizeOf(form, columns)))),
  );
}

function sizeOf(form: Form, { count, texts }: Columns): number {
  return texts.reduce((sum, text) => sum + text.length, count * BOUNDS[form].rowBytes);
}

/**
 * Asks for fewer and fewer readings until they fit into a frame of this form. `read` gives at most so many; one
 * reading always fits.
 */
export function readFitting<T extends { columns: Columns }>(form: Form, read: (rows: number) => T): T {
  const { rows, bytes } = BOUNDS[form];
  for (let limit = rows; ;) {
    const part = read(limit);
    const { count } = part.columns;
    const size = sizeOf(form, part.columns);
    if (count <= 1 || size <= bytes) return part;
    limit = Math.max(1, Math.min(count - 1, Math.floor((count * bytes) / size)));
  }
}
