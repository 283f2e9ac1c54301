import type { ClockAssumption } from '@sensorium/contracts';
import type { ReadingsFact } from '@sensorium/domain/decode';
import { fromWallClock } from '@sensorium/domain/time';

/** The time that a device states (µs), undefined for that of receipt, and what had to be assumed for it. */
export interface AssumedTime {
  stamp: number | undefined;
  assumption: ClockAssumption | null;
}

const RECEIPT: ClockAssumption = { code: 'receipt', zone: null };
const RELATIVE: ClockAssumption = { code: 'relative', zone: null };

/** Settles the stamp of a fact: local time is read in the zone of the device, where `zone` knows one. */
export function assumeTime(
  { stamp, localStamp, relative }: ReadingsFact,
  zone: () => string | null,
): AssumedTime {
  if (localStamp === undefined) return { stamp, assumption: relative === true ? RELATIVE : null };
  const name = zone();
  const read = name === null ? undefined : fromWallClock(localStamp, name);
  return read === undefined
    ? { stamp: undefined, assumption: RECEIPT }
    : { stamp: read, assumption: { code: 'zone', zone: name } };
}

export function sameAssumption(one: ClockAssumption | null, other: ClockAssumption | null): boolean {
  return one === other || (one?.code === other?.code && one?.zone === other?.zone);
}
