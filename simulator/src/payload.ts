import { type DeviceTopics } from '@sensorium/contracts';

/** How telemetry is written: one object per sample, or one bare value per metric. */
export type Style = 'json' | 'plain';

/** A message to publish. */
export interface Message {
  topic: string;
  payload: string;
  /** Values that it carries. */
  readings: number;
}

/** One sample of a device; `ts` is its own stamp, ms since the epoch. */
export interface Sample {
  ts: number;
  values: Readonly<Record<string, number | boolean | string>>;
}

/** Telemetry messages of a sample in the native forms. Bare values have no stamp: they count as measured on receipt. */
export function telemetry(
  topics: DeviceTopics,
  sample: Sample,
  style: Style,
  form: 'values' | 'flat',
): Message[] {
  const { ts, values } = sample;
  const entries = Object.entries(values);
  if (style === 'plain') {
    return entries.map(([metric, value]) => ({
      topic: topics.metric(metric),
      payload: String(value),
      readings: 1,
    }));
  }
  const body = form === 'flat' ? { ts, ...values } : { ts, values };
  return [{ topic: topics.telemetry, payload: JSON.stringify(body), readings: entries.length }];
}
