import type { Dialect } from '../../dialect.js';
import { decodeTasmota } from './decode.js';
import { discoveryPart, readTopic } from './topic.js';

/** Tasmota: telemetry, states and last wills in upper case, the parts of a topic in any order. */
export const tasmota: Dialect<null> = {
  name: 'tasmota',
  title: 'Tasmota',
  documentation: 'https://tasmota.github.io/docs/MQTT/',
  covers:
    'SENSOR, STATE, LWT, POWER, RESULT, STATUS, ENERGY, INFO, TempUnit and its like, discovery, Zigbee bridges',
  initial: null,
  topics: (topic) => discoveryPart(topic) !== undefined || readTopic(topic) !== undefined,
  claims: () => true,
  decode: (message) => decodeTasmota(message),
};
