import { describe, expect, it } from 'vitest';
import { isInstanceTopic, nativeTopics, parseNativeTopic } from './index.js';

describe('parseNativeTopic', () => {
  it.each([
    ['devices/a/telemetry', { part: 'telemetry', base: '', device: 'a' }],
    ['devices/a/status', { part: 'status', base: '', device: 'a' }],
    ['devices/a/meta', { part: 'meta', base: '', device: 'a' }],
    ['devices/a/telemetry/flow', { part: 'metric', base: '', device: 'a', metric: 'flow' }],
    ['devices/a/commands/c1', { part: 'command', base: '', device: 'a', command: 'c1' }],
    ['devices/a/commands/c1/reply', { part: 'reply', base: '', device: 'a', command: 'c1' }],
    ['sensorium-demo/devices/a/status', { part: 'status', base: 'sensorium-demo', device: 'a' }],
  ])('reads %s', (topic, expected) => {
    expect(parseNativeTopic(topic)).toEqual(expected);
  });

  it.each([
    'devices',
    'devices/a',
    'devices//telemetry',
    'devices/a/telemetry/',
    'devices/a/telemetry/x/y',
    'devices/a/Status',
    '/devices/a/status',
    'devices/a/commands',
    'devices/a/commands/c/answer',
    'home/devices/a/status',
  ])('leaves %s to others', (topic) => {
    expect(parseNativeTopic(topic)).toBeUndefined();
  });

  it('reads what nativeTopics writes', () => {
    const topics = nativeTopics('pump 1', 'sensorium-demo');
    expect(parseNativeTopic(topics.telemetry)).toMatchObject({ device: 'pump 1', part: 'telemetry' });
    expect(parseNativeTopic(topics.reply('c'))).toMatchObject({ part: 'reply', command: 'c' });
    expect(parseNativeTopic(topics.metric('flow'))).toMatchObject({ metric: 'flow' });
  });
});

it('knows the status topic of any instance', () => {
  expect(isInstanceTopic('sensorium/sensorium-x/status')).toBe(true);
  expect(isInstanceTopic('sensorium/x/y/status')).toBe(false);
});
