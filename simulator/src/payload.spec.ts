import { nativeTopics, parseNativeTopic } from '@sensorium/contracts';
import { expect, test } from 'vitest';
import { telemetry } from './payload.js';

const sample = { ts: 1_700_000_000_000, values: { rpm: 900.5, running: true } };
const topics = nativeTopics('pump-1');

test('an object of values with its stamp', () => {
  const [message, ...more] = telemetry(topics, sample, 'json', 'values');
  expect(more).toEqual([]);
  expect(message).toMatchObject({ topic: 'devices/pump-1/telemetry', readings: 2 });
  expect(JSON.parse(message?.payload ?? '')).toEqual(sample);
});

test('a flat object with the stamp beside the metrics', () => {
  const [message] = telemetry(topics, sample, 'json', 'flat');
  expect(JSON.parse(message?.payload ?? '')).toEqual({ ts: sample.ts, rpm: 900.5, running: true });
});

test('one bare value per metric, under a base', () => {
  const messages = telemetry(nativeTopics('pump-1', 'sensorium-demo'), sample, 'plain', 'values');
  expect(messages.map(({ topic, payload }) => [parseNativeTopic(topic), payload])).toEqual([
    [{ part: 'metric', base: 'sensorium-demo', device: 'pump-1', metric: 'rpm' }, '900.5'],
    [{ part: 'metric', base: 'sensorium-demo', device: 'pump-1', metric: 'running' }, 'true'],
  ]);
});
