import type { Dialect } from '../../dialect.js';
import { baseOfBridge, INITIAL, knownPlace, placeByContent, type Zigbee2MqttState } from './base.js';
import { decodeZigbee2Mqtt } from './decode.js';
import { metricOf } from './metrics.js';

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
  metric: metricOf,
};
