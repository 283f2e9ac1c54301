import type { Dialect } from '../../dialect.js';
import { decodeTasmota } from './decode.js';
import { bluetoothName, discoveryPart, readTopic } from './topic.js';

/** Tasmota: telemetry, states and last wills in upper case, the parts of a topic in any order. */
export const tasmota: Dialect<null> = {
  name: 'tasmota',
  title: 'Tasmota',
  documentation: 'https://tasmota.github.io/docs/MQTT/',
  covers:
    'SENSOR, STATE, LWT, POWER, RESULT, STATUS, ENERGY, INFO, TempUnit and its like, discovery, Zigbee bridges, Bluetooth sensors',
  initial: null,
  topics: (topic) =>
    [discoveryPart(topic), bluetoothName(topic), readTopic(topic)].some((part) => part !== undefined),
  claims: () => true,
  decode: (message) => decodeTasmota(message),
  metric: (name) => {
    if (/^POWER\d*$/.test(name)) return { kind: 'boolean' };
    return name.endsWith('.UID') ? { kind: 'text' } : undefined;
  },
};
