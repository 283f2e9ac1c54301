import type { MetricMeta } from '@sensorium/contracts';
import type { Dialect } from '../../dialect.js';
import { baseOfBridge, INITIAL, knownPlace, placeByContent, type Zigbee2MqttState } from './base.js';
import { decodeZigbee2Mqtt } from './decode.js';

/** Units that the documentation of exposes gives to common names, for devices that no list has described. */
const METRICS = new Map<string, MetricMeta>([
  ['linkquality', { unit: 'lqi', min: 0, max: 255 }],
  ['battery', { unit: '%', min: 0, max: 100 }],
  ['temperature', { unit: '°C' }],
  ['device_temperature', { unit: '°C' }],
  ['local_temperature', { unit: '°C' }],
  ['occupied_heating_setpoint', { unit: '°C' }],
  ['current_heating_setpoint', { unit: '°C' }],
  ['humidity', { unit: '%' }],
  ['soil_moisture', { unit: '%' }],
  ['pressure', { unit: 'hPa' }],
  ['illuminance', { unit: 'lx' }],
  ['illuminance_lux', { unit: 'lx' }],
  ['co2', { unit: 'ppm' }],
  ['voc', { unit: 'ppb' }],
  ['pm25', { unit: 'µg/m³' }],
  ['pm10', { unit: 'µg/m³' }],
  ['formaldehyd', { unit: 'mg/m³' }],
  ['noise', { unit: 'dBA' }],
  ['power', { unit: 'W' }],
  ['current', { unit: 'A' }],
  ['energy', { unit: 'kWh' }],
  ['position', { unit: '%' }],
  ['tilt', { unit: '%' }],
  ['pi_heating_demand', { unit: '%' }],
  ['contact', { class: 'contact' }],
  ['occupancy', { class: 'occupancy' }],
  ['presence', { class: 'occupancy' }],
  ['water_leak', { class: 'moisture' }],
  ['smoke', { class: 'smoke' }],
  ['vibration', { class: 'vibration' }],
  ['tamper', { class: 'tamper' }],
  ['battery_low', { class: 'battery_low' }],
]);

/** Zigbee2MQTT: one gateway publishes for all devices of a Zigbee network, below a base topic that can be renamed. */
export const zigbee2mqtt: Dialect<Zigbee2MqttState> = {
  name: 'zigbee2mqtt',
  title: 'Zigbee2MQTT',
  documentation: 'https://www.zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html',
  covers: 'states as JSON and one by one, availability, bridge state, health, info and devices with exposes',
  initial: INITIAL,
  topics: ({ path }) => path.length > 1 && !(path[0] ?? '').startsWith('$'),
  claims: (message, state) =>
    knownPlace(message.topic, state) !== undefined ||
    baseOfBridge(message) !== undefined ||
    placeByContent(message) !== undefined,
  decode: (message, state) => {
    const base = baseOfBridge(message);
    const known = base === undefined ? state : { ...state, bases: state.bases.with(base, true) };
    return decodeZigbee2Mqtt(message, known);
  },
  metric: (name) => METRICS.get(name),
};
