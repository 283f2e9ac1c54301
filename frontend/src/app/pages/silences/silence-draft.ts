import type { Silence, SilenceBody } from '@sensorium/contracts';
import { durationOf, durationParts } from '../../ui/format/quantities';
import { isZone, zoneOf } from '../../ui/range/zones';
import {
  NO_MATCHERS,
  matchersDraft,
  matchersOf,
  matchesAll,
  type MatchersDraft,
} from '../../widgets/fields/matchers';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A silence by cron lasts a quarter of a year at first. */
const CRON_LENGTH = 90 * 24 * HOUR;

export type Repeat = 'once' | 'weekly' | 'cron';

/**
 * A silence as it is typed. `everything`: nothing is named on purpose. `from`, `to`: wall clock of `zone` as
 * `YYYY-MM-DDTHH:MM`.
 */
export interface SilenceDraft {
  matchers: MatchersDraft;
  everything: boolean;
  repeat: Repeat;
  from: string;
  to: string;
  days: readonly number[];
  cron: string;
  cronFor: string;
  zone: string;
  author: string;
  reason: string;
}

export type SilenceFault = 'nothing' | 'time' | 'order' | 'days' | 'cron' | 'duration' | 'zone' | 'missing';

/** A new silence: from now on for two hours. `now`: ms since the epoch. */
export function newSilence(now: number, zone: string, author: string): SilenceDraft {
  const from = Math.floor(now / MINUTE) * MINUTE;
  return {
    matchers: NO_MATCHERS,
    everything: false,
    repeat: 'once',
    from: wallText(from, zone),
    to: wallText(from + 2 * HOUR, zone),
    days: [new Date(zoneOf(zone).wall(from)).getUTCDay()],
    cron: '0 2 * * 6',
    cronFor: '2 h',
    zone,
    author,
    reason: '',
  };
}

/** The draft with another repeat. By cron `to` is the last time of many: as long as one time lasts, none would fit in. */
export function withRepeat(draft: SilenceDraft, repeat: Repeat): SilenceDraft {
  if (repeat === draft.repeat) return draft;
  const from = instantOf(draft.from, draft.zone);
  const length = repeat === 'cron' ? CRON_LENGTH : 2 * HOUR;
  const isCron = repeat === 'cron' || draft.repeat === 'cron';
  if (!isCron || from === undefined) return { ...draft, repeat };
  return { ...draft, repeat, to: wallText(from + length, draft.zone) };
}

/** A silence as it stands in the fields. `zone`: where it has none. */
export function silenceDraft(silence: Silence, zone: string): SilenceDraft {
  const own = silence.zone ?? zone;
  const { repeat } = silence;
  return {
    ...newSilence(silence.from, own, silence.author),
    matchers: matchersDraft(silence.matchers),
    everything: matchesAll(matchersDraft(silence.matchers)),
    repeat: repeat?.type ?? 'once',
    to: wallText(silence.to, own),
    ...(repeat?.type === 'weekly' ? { days: repeat.days } : {}),
    ...(repeat?.type === 'cron' ? { cron: repeat.cron, cronFor: timeText(repeat.forMs) } : {}),
    reason: silence.reason,
  };
}

/** Reads a draft; what cannot be read stands in `faults` by its field. */
export function readSilence(draft: SilenceDraft): { body: SilenceBody; faults: Map<string, SilenceFault> } {
  const faults = new Map<string, SilenceFault>();
  if (matchesAll(draft.matchers) && !draft.everything) faults.set('matchers', 'nothing');
  if (!isZone(draft.zone)) faults.set('zone', 'zone');
  const from = instantOf(draft.from, draft.zone);
  const to = instantOf(draft.to, draft.zone);
  if (from === undefined) faults.set('from', 'time');
  if (to === undefined) faults.set('to', 'time');
  if (from !== undefined && to !== undefined && to <= from) faults.set('to', 'order');
  if (draft.author.trim() === '') faults.set('author', 'missing');
  if (draft.reason.trim() === '') faults.set('reason', 'missing');
  const body: SilenceBody = {
    matchers: matchersOf(draft.matchers),
    from: from ?? 0,
    to: to ?? 0,
    repeat: repeatOf(draft, faults),
    zone: draft.zone,
    author: draft.author.trim(),
    reason: draft.reason.trim(),
  };
  return { body, faults };
}

function repeatOf(draft: SilenceDraft, faults: Map<string, SilenceFault>): SilenceBody['repeat'] {
  if (draft.repeat === 'once') return null;
  if (draft.repeat === 'weekly') {
    if (draft.days.length === 0) faults.set('repeat.days', 'days');
    return { type: 'weekly', days: [...draft.days].sort() };
  }
  const forMs = durationOf(draft.cronFor);
  if (forMs === undefined || forMs < 1000) faults.set('repeat.forMs', 'duration');
  if (draft.cron.trim().split(/\s+/u).length !== 5) faults.set('repeat.cron', 'cron');
  return { type: 'cron', cron: draft.cron.trim(), forMs: forMs ?? 0 };
}

/** Wall clock of a zone for a field. */
export function wallText(t: number, zone: string): string {
  return new Date(zoneOf(zone).wall(t)).toISOString().slice(0, 16);
}

function instantOf(text: string, zone: string): number | undefined {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) || !isZone(zone) ? undefined : zoneOf(zone).instant(wall);
}

function timeText(ms: number): string {
  return durationParts(ms)
    .map(({ n, unit }) => `${n} ${unit}`)
    .join(' ');
}
