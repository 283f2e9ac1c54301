import type { Dialect } from '../../dialect.js';
import { unitsByPattern } from '../../metric-units.js';
import { decodeShellyGen1 } from './decode.js';
import { readPlace } from './topic.js';

/** Units by the last words of a metric (documentation of each device, "MQTT"). */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:relay|roller|light|meter|color|white)(?:\.\d+)?\.energy$/, 'W·min'],
  [/^emeter\.\d+\.(?:returned_)?energy$/, 'W·min'],
  [/(?:^|\.)meters\.\d+\.total$/, 'W·min'],
  [/(?:^|\.)emeters?\.\d+\.total(?:_returned)?$/, 'Wh'],
  [/(?:^|\.)power$/, 'W'],
  [/(?:^|\.)(?:reactive_power|reactive)$/, 'var'],
  [/(?:^|\.)voltage$/, 'V'],
  [/^adc\.\d+$/, 'V'],
  [/(?:^|\.)current$/, 'A'],
  [/^(?:light|color|white)\.\d+\.status\.temp$/, 'K'],
  [/(?:^|\.)(?:temperature|ext_temperature\.\d+)$/, '°C'],
  [/(?:^|\.)(?:temperature_f|ext_temperature_f\.\d+)$/, '°F'],
  [/(?:^|\.)(?:humidity|ext_humidity\.\d+)$/, '%'],
  [/(?:^|\.)(?:battery|bat|bat\.value|pos|brightness|gain)$/, '%'],
  [/(?:^|\.)lux$/, 'lx'],
  [/(?:^|\.)concentration$/, 'ppm'],
  [/(?:^|\.)rssi$/, 'dBm'],
  [/(?:^|\.)uptime$/, 's'],
  [/(?:^|\.)(?:ram|fs)_(?:total|size|free)$/, 'B'],
];

/** The first generation of Shelly: one bare value a topic below `shellies/`. */
export const shellyGen1: Dialect<null> = {
  name: 'shelly-gen1',
  title: 'Shelly, first generation',
  documentation: 'https://shelly-api-docs.shelly.cloud/gen1/#mqtt-support',
  covers:
    'relays, meters, rollers, lights, inputs, sensors, status, info, online and announce below shellies/',
  initial: null,
  topics: (topic) => readPlace(topic) !== undefined,
  claims: () => true,
  decode: (message) => decodeShellyGen1(message),
  metric: unitsByPattern(UNITS),
};
