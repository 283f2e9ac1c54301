import type { MetricMeta } from '@sensorium/contracts';
import type { Dialect } from '../../dialect.js';
import { decodeHomie } from './decode.js';
import { INITIAL, placeOf, rootGivenAway, type HomieState } from './topic.js';

/** Units of the legacy statistics. */
const STATISTICS = new Map<string, MetricMeta>([
  ['stats.uptime', { unit: 's' }],
  ['stats.signal', { unit: '%' }],
  ['stats.cputemp', { unit: '°C' }],
  ['stats.cpuload', { unit: '%' }],
  ['stats.battery', { unit: '%' }],
  ['stats.freeheap', { unit: 'B' }],
  ['stats.supply', { unit: 'V' }],
]);

/** Attributes that give a root away. */
const TELLING = new Set(['$homie', '$description', '$state']);

/** The Homie convention in versions 3, 4 and 5. */
export const homie: Dialect<HomieState> = {
  name: 'homie',
  title: 'Homie 3, 4 and 5',
  documentation: 'https://homieiot.github.io/specification/',
  covers: 'properties with their attributes, $state, $description, $stats, parents, other roots',
  initial: INITIAL,
  topics: ({ path }) => path.length > 2,
  claims: (message, state) =>
    placeOf(message.topic, state) !== undefined ||
    message.topic.path[0] === 'homie' ||
    (TELLING.has(message.topic.path.at(-1) ?? '') &&
      rootGivenAway(message.topic, message.text()) !== undefined),
  decode: decodeHomie,
  metric: (name) => STATISTICS.get(name),
};
