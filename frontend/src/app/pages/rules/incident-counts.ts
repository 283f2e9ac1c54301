import type { PreviewAnswer, PreviewIncident } from '@sensorium/contracts';

const MINUTE = 60_000;
/** Lengths by which short incidents are told apart, ms. */
const SHORT = [1, 3, 5, 10, 30].map((minutes) => minutes * MINUTE);
/** So few incidents need no better setting. */
const FEW = 6;

/** How many incidents are shorter than a telling length of time. */
export interface ShortOnes {
  count: number;
  under: number;
}

/** Incidents that most are shorter than; null where most are long. Those still open are long. */
export function shortOnes(incidents: readonly PreviewIncident[]): ShortOnes | null {
  for (const under of SHORT) {
    const count = incidents.filter(
      ({ firedAt, resolvedAt }) => (resolvedAt ?? Infinity) - firedAt < under,
    ).length;
    if (count * 2 >= incidents.length && count > 0) return { count, under };
  }
  return null;
}

/** Devices with how many incidents each would have had, the most first. */
export function countsByDevice({
  devices,
  incidents,
}: PreviewAnswer): { uid: string; name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { uid } of incidents) counts.set(uid, (counts.get(uid) ?? 0) + 1);
  return devices
    .map(({ uid, name }) => ({ uid, name, count: counts.get(uid) ?? 0 }))
    .sort((a, b) => b.count - a.count);
}

/** True if so many incidents are short that another setting may be better. */
export function wantsBetter(incidents: readonly PreviewIncident[]): boolean {
  const short = shortOnes(incidents);
  return incidents.length >= FEW && short !== null && short.under <= 30 * MINUTE;
}

/** Deadbands worth trying for values that span so much, rising, each a round number. */
export function candidates(span: number): number[] {
  if (!(span > 0) || !Number.isFinite(span)) return [];
  return [...new Set([0.03, 0.08, 0.15].map((share) => roundStep(span * share)))];
}

/** What was tried: a deadband and how many incidents it leaves. */
export interface Trial {
  deadband: number;
  count: number;
}

/** The smallest deadband that does nearly as well as the best one, if that is worth it: at most half of the incidents. */
export function bestTrial(before: number, trials: readonly Trial[]): Trial | null {
  const least = Math.min(...trials.map(({ count }) => count));
  const good = [...trials]
    .sort((a, b) => a.deadband - b.deadband)
    .find(({ count }) => count <= Math.max(least + 1, least * 1.5));
  return good && good.count > 0 && good.count * 2 <= before ? good : null;
}

/** The round number (1, 2 or 5 times a power of ten) nearest to `value` by ratio. */
export function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const [best = 1] = [1, 2, 5, 10].sort(
    (a, b) => Math.abs(Math.log(value / (a * power))) - Math.abs(Math.log(value / (b * power))),
  );
  return Number((best * power).toPrecision(3));
}
