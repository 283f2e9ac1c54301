import type { LogEntry, Presence } from '@sensorium/contracts';
import type { Stretch } from '../../widgets/chart/gaps';

/** States in which nothing comes from a device. */
export const SILENT: ReadonlySet<Presence> = new Set<Presence>(['stale', 'offline', 'unknown']);

/** When a device was silent or out of reach, by its log (in any order), oldest first. An open one ends at Infinity. */
export function outagesOf(entries: readonly LogEntry[]): Stretch[] {
  const outages: Stretch[] = [];
  let open: Stretch | undefined;
  for (const { at, event } of [...entries].sort((a, b) => a.at - b.at || a.id - b.id)) {
    if (event.code !== 'presence') continue;
    if (SILENT.has(event.to)) {
      open ??= { from: event.cause.code === 'silent' ? at - event.cause.sinceMs : at, to: Infinity };
    } else if (open) {
      outages.push({ ...open, to: at });
      open = undefined;
    }
  }
  return open ? [...outages, open] : outages;
}
