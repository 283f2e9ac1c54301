import type { WebhookBody } from '@sensorium/contracts';
import { HELD_MS, mustFire, type Crossing, type ScriptKind } from './crossings.ts';

/** One alert in one webhook; `at`: when it came, ms since the epoch. */
export interface Told {
  key: string;
  event: WebhookBody['event'];
  id: string;
  device: string | null;
  state: string;
  /** Number of the crossing, which is the value furthest beyond. */
  number: number;
  startedAt: number;
  firedAt: number | null;
  at: number;
}

/** What came of the crossings of one kind. Times in ms. */
export interface AlertBalance {
  crossings: number;
  /** Of these, the ones that must fire. */
  due: number;
  /** Told of, of those. */
  told: number;
  /** Numbers of those that nobody was told of. */
  missed: number[];
  /** Incidents beyond the first of a crossing. */
  double: number;
  /** Notices that an incident fires, beyond the first, each under a key of its own. */
  again: number;
  /** Notices that came more than once under the same key, as they may. */
  repeated: number;
  /** Incidents of crossings that were over before the on-delay. */
  early: number;
  /** Incidents of no crossing, or of another device. */
  foreign: number;
  /** Told as firing and never as over. */
  open: number;
  /** What the incident says of its start, and of when it fired, less what the script says; own times alone. */
  startErrors: number[];
  fireErrors: number[];
  /** From when it was due to fire until the first webhook. */
  delays: number[];
}

/** The alerts of a webhook, each for itself. */
export function toldIn({ event, alerts }: WebhookBody, key: string, at: number): Told[] {
  return alerts.map(({ id, device, state, peak, startedAt, firedAt }) => {
    return { key, event, id, device, state, number: Number(peak), startedAt, firedAt, at };
  });
}

/** True if the notice says that the alert began: all of `firing`, and of `updated` those that are not over. */
function isFiring({ event, state }: Told): boolean {
  return event === 'firing' || (event === 'updated' && state !== 'resolved');
}

/** Compares the script with what was told. */
export function balanceOfAlerts(
  kind: ScriptKind,
  crossings: readonly Crossing[],
  told: readonly Told[],
): AlertBalance {
  const own = crossings.filter((one) => one.kind === kind);
  const byNumber = Map.groupBy(told, ({ number }) => number);
  const balance: AlertBalance = {
    ...{ crossings: own.length, due: own.filter(mustFire).length, told: 0, missed: [], double: 0, again: 0 },
    ...{ repeated: 0, early: 0, foreign: 0, open: 0, startErrors: [], fireErrors: [], delays: [] },
  };
  for (const crossing of own) settle(balance, crossing, byNumber.get(crossing.number) ?? []);
  return balance;
}

/** Notices of no crossing at all. */
export function strangers(crossings: readonly Crossing[], told: readonly Told[]): Told[] {
  const known = new Set(crossings.map(({ number }) => number));
  return told.filter(({ number }) => !known.has(number));
}

function settle(balance: AlertBalance, crossing: Crossing, told: readonly Told[]): void {
  const firing = told.filter(isFiring);
  const ids = new Set(told.map(({ id }) => id));
  if (!mustFire(crossing)) balance.early += ids.size;
  else if (told.length === 0) balance.missed.push(crossing.number);
  else balance.told += 1;
  balance.double += Math.max(0, ids.size - 1);
  balance.foreign += told.filter(({ device }) => device !== crossing.device).length;
  balance.repeated += told.length - new Set(told.map(({ key, id }) => `${key} ${id}`)).size;
  for (const one of Map.groupBy(firing, ({ id }) => id).values()) {
    balance.again += new Set(one.map(({ key }) => key)).size - 1;
  }
  if (ids.size > 0 && !told.some(({ state }) => state === 'resolved')) balance.open += 1;
  const [first] = firing;
  if (first && mustFire(crossing)) noteTimes(balance, crossing, first);
}

function noteTimes(balance: AlertBalance, { kind, from }: Crossing, { startedAt, firedAt, at }: Told): void {
  const due = from + (kind === 'held' ? HELD_MS : 0);
  balance.delays.push(at - due);
  if (kind === 'receipt') return;
  balance.startErrors.push(startedAt - from);
  balance.fireErrors.push((firedAt ?? NaN) - due);
}
