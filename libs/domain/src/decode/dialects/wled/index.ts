import type { MetricMeta } from '@sensorium/contracts';
import type { Dialect } from '../../dialect.js';
import { decodeWled, INITIAL, isWled, type WledState } from './decode.js';
import { readPlace } from './topic.js';

/** What the letters of its topics mean. */
const METRICS = new Map<string, MetricMeta>([
  ['g', { label: 'Brightness', min: 0, max: 255, kind: 'number' }],
  ['c', { label: 'Color', kind: 'text' }],
]);

/** WLED: LED strips below `wled/`, or below whatever topic their owner gave them. */
export const wled: Dialect<WledState> = {
  name: 'wled',
  title: 'WLED',
  documentation: 'https://kno.wled.ge/interfaces/mqtt/',
  covers: 'brightness, colour and status of a light, sensors and buttons of its usermods, renamed topics',
  initial: INITIAL,
  topics: (topic) => readPlace(topic) !== undefined,
  claims: isWled,
  decode: decodeWled,
  metric: (name) => METRICS.get(name),
};
