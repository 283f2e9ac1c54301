import type { Quantiles } from './statistics.ts';

/** A way to bring readings to clients; `poll`: with an interval. */
export type Transport = 'poll' | 'long poll' | 'stream' | 'websocket';

/** One measured cell: a transport with so many clients of one series at so many updates a second. */
export interface Cell {
  round: number;
  /** As tables name the transport, its interval and whose headers it has. */
  name: string;
  rate: number;
  clients: number;
  seconds: number;
  /** Updates that came, of `clients * rate * seconds`. */
  updates: number;
  /** Counted on the server's sockets. */
  bytes: number;
  requests: number;
  /** From publishing to decoded, of each update as it came, ms. */
  ages: Quantiles;
  /** Processor time of the backend, and of the same time without clients at this rate, s. */
  cpu: number;
  idleCpu: number;
  /** Share of the time in which it could have a core that the backend's main thread used. */
  busy: number;
  lost: number;
}

/** Above this share of a core the main thread is full, and a cell says what happens then. */
export const FULL = 0.8;

/** Least processor time above that of idling that says something, as a share of it. */
const NOTICEABLE = 0.1;

/** Bytes in both directions for each update that came. */
export function bytesPerUpdate({ bytes, updates }: Cell): number {
  return updates === 0 ? NaN : bytes / updates;
}

/** µs of processor time for each update, above idling; NaN where that is lost in it. */
export function cpuPerUpdate({ cpu, idleCpu, updates }: Cell): number {
  const own = cpu - idleCpu;
  return updates === 0 || own < NOTICEABLE * idleCpu ? NaN : (own * 1e6) / updates;
}

/** Highest rate of `cells` (one transport, so many clients) that was not full; 0 if all were. */
export function highestRate(cells: readonly Cell[], { name, clients }: Cell): number {
  const own = cells.filter((cell) => cell.name === name && cell.clients === clients && cell.busy <= FULL);
  return Math.max(0, ...own.map(({ rate }) => rate));
}

/** The one of `cells` with the least of something; undefined if none has a figure. */
export function leastOf(cells: readonly Cell[], read: (cell: Cell) => number): Cell | undefined {
  const told = cells.filter((cell) => Number.isFinite(read(cell)));
  return told.reduce<Cell | undefined>(
    (least, cell) => (least && read(least) <= read(cell) ? least : cell),
    undefined,
  );
}
