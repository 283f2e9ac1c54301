import { isStorableName, LIMITS, type Rejection, type RejectReason } from '@sensorium/contracts';
import type { DeviceKey, RawValue, ReadingsFact } from '../../outcome.js';
import { readPosition, readQuantity } from './quantity.js';
import { isEpoch, isTime, type When } from './times.js';

/** Collects the values of one device, one fact for each time. */
export class Collector {
  readonly facts = new Map<string, ReadingsFact>();
  readonly rejected: Rejection[] = [];
  nulls = 0;
  /** Times of something else, which are no values. */
  times = 0;
  private count = 0;

  constructor(private readonly device: DeviceKey) {}

  /** Adds a value that is none of an object or a list; returns the reason if the whole message must be refused. */
  leaf(value: unknown, path: string, when: When, unit?: string): RejectReason | undefined {
    if (++this.count > LIMITS.valuesPerMessage) return 'too-many-values';
    if (value === null || value === undefined) {
      this.nulls += 1;
      return undefined;
    }
    if (isTime(value) || isEpoch(path, value)) {
      this.times += 1;
      return undefined;
    }
    if (!isStorableName(path) || path.includes('__proto__')) return this.refuse(path, 'bad-metric');
    const position = typeof value === 'string' ? readPosition(path, value) : undefined;
    if (position) {
      this.add(`${path}.lat`, position.lat, '°', when);
      this.add(`${path}.lon`, position.lon, '°', when);
      return undefined;
    }
    const quantity = typeof value === 'string' ? readQuantity(value) : { value: value as RawValue };
    this.add(path, quantity.value, unit ?? quantity.unit, when);
    return undefined;
  }

  private add(metric: string, value: RawValue, unit: string | undefined, when: When): void {
    const { stamp, localStamp } = when;
    const place = `${stamp ?? ''} ${localStamp ?? ''}`;
    const fact = this.facts.get(place) ?? this.begin(place, when);
    fact.metrics.push(metric);
    fact.values.push(value);
    if (unit === undefined) return;
    const units = (fact.units ??= []) as (string | undefined)[];
    units[fact.metrics.length - 1] = unit;
  }

  private begin(place: string, { stamp, localStamp }: When): ReadingsFact {
    const fact: ReadingsFact = { type: 'readings', device: this.device, stamp, metrics: [], values: [] };
    if (localStamp !== undefined) fact.localStamp = localStamp;
    this.facts.set(place, fact);
    return fact;
  }

  /** Notes what is not taken of a message that otherwise is. */
  refuse(path: string, reason: RejectReason): RejectReason | undefined {
    this.rejected.push({ path: path.slice(0, LIMITS.nameBytes), reason });
    return undefined;
  }
}
