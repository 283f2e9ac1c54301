import type { LogEntry, Presence } from '@sensorium/contracts';
import type { Stretch } from '../../widgets/chart/gaps';
import { firstFrom, type Points } from '../../widgets/chart/source';

/** States in which nothing comes from a device. */
const SILENT: ReadonlySet<Presence> = new Set<Presence>(['stale', 'offline', 'unknown']);

/** A reading within so many ms of the beginning of an outage does not end it: two clocks never agree. */
const JITTER_MS = 1000;

/**
 * When a device was silent or out of reach, by its log (in any order), oldest first. An open one ends at Infinity; one
 * whose end was not logged ends with the first reading after it, which `resumed` tells.
 */
export function outagesOf(
  entries: readonly LogEntry[],
  resumed: (after: number) => number = () => Infinity,
): Stretch[] {
  const outages: Stretch[] = [];
  let open: Stretch | undefined;
  const end = (to: number): void => {
    if (open) outages.push({ ...open, to });
    open = undefined;
  };
  for (const { at, event } of [...entries].sort((a, b) => a.at - b.at || a.id - b.id)) {
    if (event.code !== 'presence') continue;
    const { from: was, to: is, cause } = event;
    if (!SILENT.has(is)) end(at);
    else {
      const from = cause.code === 'silent' ? at - cause.sinceMs : at;
      if (open && !SILENT.has(was)) end(Math.min(from, resumed(open.from)));
      open ??= { from, to: Infinity };
    }
  }
  end(Infinity);
  return outages;
}

/** How a device stands, beside what its log says of it. Times in ms of the server's clock. */
export interface Standing {
  presence: Presence;
  /** When its newest message came. */
  newest: number;
  /** When the first reading after a time came, as far as the page knows. */
  resumed: (after: number) => number;
  /** Since when the page is told nothing; null while its line is up. */
  lostAt: number | null;
}

/**
 * The outages of the log, brought to the present. A device that is back although its log does not say so (nothing is
 * logged of who was silent when the server restarted or lost its broker) was back with its first reading.
 */
export function presentOutages(
  entries: readonly LogEntry[],
  { presence, newest, resumed, lostAt }: Standing,
): Stretch[] {
  const known = outagesOf(entries, resumed);
  const last = known.at(-1);
  const isOpen = last?.to === Infinity;
  const isSilent = SILENT.has(presence);
  if (isSilent && !isOpen && lostAt === null) known.push({ from: newest, to: Infinity });
  if (isOpen && !isSilent) last.to = resumed(last.from);
  if (lostAt !== null) known.push({ from: lostAt, to: Infinity });
  return known;
}

/** When the first of `tracks` goes on after `from`, ms; `fallback` if none does. */
export function resumedAfter(tracks: readonly Points[], from: number, fallback: number): number {
  const times = tracks.flatMap((track) => {
    const place = firstFrom(track, from + JITTER_MS);
    return place < track.length ? [track.time(place)] : [];
  });
  return times.length > 0 ? Math.min(...times) : fallback;
}
