import type { Dialect } from '../../dialect.js';
import { unitsByPattern } from '../../metric-units.js';
import { decodeShellyGen1 } from './decode.js';

/** Units by the last words of a metric (documentation of each device, "MQTT"). */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:relay|roller|light|meter|color|white)\.\d+\.energy$/, 'W·min'],
  [/^emeter\.\d+\.energy$/, 'W·min'],
  [/^emeter\.\d+\.returned_energy$/, 'W·min'],
  [/^emeter\.\d+\.total(?:_returned)?$/, 'Wh'],
  [/(?:^|\.)power$/, 'W'],
  [/(?:^|\.)reactive_power$/, 'var'],
  [/(?:^|\.)voltage$/, 'V'],
  [/(?:^|\.)current$/, 'A'],
  [/(?:^|\.)(?:temperature|ext_temperature\.\d+)$/, '°C'],
  [/(?:^|\.)(?:temperature_f|ext_temperature_f\.\d+)$/, '°F'],
  [/(?:^|\.)(?:humidity|ext_humidity\.\d+)$/, '%'],
  [/(?:^|\.)(?:battery|pos|brightness)$/, '%'],
  [/(?:^|\.)lux$/, 'lx'],
  [/(?:^|\.)concentration$/, 'ppm'],
];

/** The first generation of Shelly: one bare value a topic below `shellies/`. */
export const shellyGen1: Dialect<null> = {
  name: 'shelly-gen1',
  title: 'Shelly, first generation',
  documentation: 'https://shelly-api-docs.shelly.cloud/gen1/#mqtt-support',
  covers: 'relays, meters, rollers, lights, inputs, sensors, online, announce and info below shellies/',
  initial: null,
  topics: ({ path }) => path[0] === 'shellies' && path.length > 1,
  claims: () => true,
  decode: (message) => decodeShellyGen1(message),
  metric: unitsByPattern(UNITS),
};
