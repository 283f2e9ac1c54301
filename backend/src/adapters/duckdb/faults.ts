import type { HistoryFault } from '@sensorium/contracts';
import { StoreError } from '../../ports/reading-store.js';

/** What DuckDB and the system say, and what it means; the first that fits counts. */
const SIGNS: [RegExp, HistoryFault][] = [
  [/no space left|disk full|ENOSPC|EDQUOT|EFBIG|file too large|could not write all bytes/i, 'disk-full'],
  [/read-only|EROFS|EACCES|EPERM|permission denied|operation not permitted/i, 'read-only'],
  [/newer version|newer-version/i, 'newer-version'],
  [
    /checksum|corrupt|not a valid duckdb|does not match|magic bytes|serialization error|could not read enough bytes|damaged chunk|deserialize|could not finish reading/i,
    'damaged',
  ],
];

/** After these words of DuckDB every call fails until the file is opened again. */
const FATAL =
  /database has been invalidated|fatal error|INTERNAL Error|connection (was never established|has been closed)/i;

/** The store's own error for whatever went wrong. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const message = messageOf(error);
  const fault = SIGNS.find(([sign]) => sign.test(message))?.[1] ?? 'failed';
  return new StoreError(fault, message);
}

export function isFatal(error: unknown): boolean {
  return FATAL.test(messageOf(error));
}

/** A file that cannot be opened although it can be read: it is damaged. */
export function isDamaged(error: unknown): boolean {
  return asStoreError(error).fault === 'damaged';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
