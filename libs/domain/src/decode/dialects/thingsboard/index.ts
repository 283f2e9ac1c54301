import { BoundedMap } from '../../bounded-map.js';
import type { Dialect } from '../../dialect.js';
import { decodeThingsboard, type ThingsboardState } from './decode.js';
import { isClaimed, readTopic } from './topic.js';

/** Devices whose description is remembered. */
const DEVICES_MAX = 20_000;

export const thingsboard: Dialect<ThingsboardState> = {
  name: 'thingsboard',
  title: 'ThingsBoard',
  documentation: 'https://thingsboard.io/docs/reference/mqtt-api/',
  covers:
    'telemetry of the device and gateway APIs, also behind a prefix; devices behind a gateway and their connection, attributes ' +
    'as labels',
  initial: BoundedMap.empty<string>(DEVICES_MAX),
  topics: (topic) => readTopic(topic) !== undefined,
  claims: isClaimed,
  decode: decodeThingsboard,
};
