import type { MetricMeta } from '@sensorium/contracts';
import type { Place } from '../signals/weather.js';

export type { Place } from '../signals/weather.js';

/** One sample of a device: values by metric. */
export type Values = Record<string, number | boolean>;

/** A kind of device: what it measures and the law by which its values follow from place and time. */
export interface DeviceKind {
  id: string;
  /** For people, in the singular. */
  title: string;
  model: string;
  /** Time between samples, ms. */
  interval: number;
  /** Publish only when a value changed, and at least once in so many ms. */
  heartbeat?: number;
  /** JSON form of its telemetry: `{"ts","values":{…}}` or a flat object with `ts` beside the metrics. */
  form: 'values' | 'flat';
  metrics: Record<string, MetricMeta>;
  /** All metrics at `t` (ms since the epoch); the same for the same place and time, without history. */
  sample(place: Place, t: number): Values;
}
