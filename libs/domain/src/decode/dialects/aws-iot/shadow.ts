import { isStorableName, LIMITS, type Rejection, type RejectReason } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { DeviceKey, RawValue, ReadingsFact } from '../../outcome.js';
import { readStamp } from '../../stamp.js';
import { findTimes } from '../generic/times.js';

/** Leaves of a reported state, one fact for each time that its metadata state. */
export class ReportedState {
  readonly facts = new Map<Micros | undefined, ReadingsFact>();
  readonly rejected: Rejection[] = [];
  private count = 0;

  constructor(
    private readonly device: DeviceKey,
    private readonly now: Micros,
  ) {}

  /**
   * Adds the leaves of `value` under `path`. `metadata` has the same shape with `{"timestamp": seconds}` in place of
   * each leaf: when it was reported. A time that the thing states beside its values is when they were measured, and
   * goes before; where there is neither, `stamp` counts. Returns the reason if the whole message must be refused.
   */
  add(
    value: unknown,
    metadata: unknown,
    path: string,
    when: { stamp: Micros | undefined; own: Micros | undefined },
    depth = 0,
  ): RejectReason | undefined {
    if (depth > LIMITS.jsonDepth) return 'too-deep';
    if (typeof value !== 'object' || value === null) {
      return this.addLeaf(value as RawValue | null, path, when.own ?? stampOf(metadata) ?? when.stamp);
    }
    const times = Array.isArray(value) ? undefined : findTimes(value as JsonObject, this.now);
    const at = { stamp: when.stamp, own: times?.when?.stamp ?? when.own };
    for (const [key, child] of Object.entries(value)) {
      if (times?.when?.stamp !== undefined && times.keys.includes(key)) continue;
      const about =
        typeof metadata === 'object' && metadata !== null ? own(metadata as JsonObject, key) : undefined;
      const reason = this.add(child, about, path === '' ? key : `${path}.${key}`, at, depth + 1);
      if (reason) return reason;
    }
    return undefined;
  }

  private addLeaf(value: RawValue | null, path: string, stamp: Micros | undefined): RejectReason | undefined {
    if (++this.count > LIMITS.valuesPerMessage) return 'too-many-values';
    if (value === null) return undefined;
    if (!isStorableName(path) || path.includes('__proto__')) {
      this.rejected.push({ path: path.slice(0, LIMITS.nameBytes), reason: 'bad-metric' });
      return undefined;
    }
    const fact = this.facts.get(stamp) ?? this.begin(stamp);
    fact.metrics.push(path);
    fact.values.push(value);
    return undefined;
  }

  private begin(stamp: Micros | undefined): ReadingsFact {
    const fact: ReadingsFact = { type: 'readings', device: this.device, stamp, metrics: [], values: [] };
    this.facts.set(stamp, fact);
    return fact;
  }
}

function stampOf(metadata: unknown): Micros | undefined {
  return isJsonObject(metadata) ? readStamp(own(metadata, 'timestamp')) : undefined;
}
