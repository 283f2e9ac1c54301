import { BoundedMap } from '../../bounded-map.js';
import type { Dialect } from '../../dialect.js';
import { unitsByPattern } from '../../metric-units.js';
import { claimsZwave, decodeZwave, type ZwaveState } from './decode.js';
import { readTopic } from './topic.js';

/** Nodes that are remembered. */
const NODES_MAX = 4_096;

/**
 * Units of what names do not say: the level of the class Battery, and electric meters, whose keys are their type, scale
 * and rate in a byte each (Z-Wave Meter Command Class).
 */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:battery|128)\.(?:endpoint_)?\d+\.level$/, '%'],
  [/\.value\.6553[78]$/, 'kWh'],
  [/\.value\.66049$/, 'W'],
  [/\.value\.66561$/, 'V'],
  [/\.value\.66817$/, 'A'],
];

export const zwaveJsUi: Dialect<ZwaveState> = {
  name: 'zwave-js-ui',
  title: 'Z-Wave JS UI',
  documentation: 'https://zwave-js.github.io/zwave-js-ui/#/guide/mqtt',
  covers:
    'values of nodes on named and numbered topics in all payload types, status of nodes and of the gateway, names',
  initial: BoundedMap.empty<true>(NODES_MAX),
  topics: (topic) => readTopic(topic) !== undefined,
  claims: claimsZwave,
  decode: decodeZwave,
  metric: unitsByPattern(UNITS),
};
