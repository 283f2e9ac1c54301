import { BoundedMap } from '../../bounded-map.js';
import type { Dialect } from '../../dialect.js';
import { decodeThingsboard, readTopic, type ThingsboardState } from './decode.js';

/** Devices whose description is remembered. */
const DEVICES_MAX = 20_000;

export const thingsboard: Dialect<ThingsboardState> = {
  name: 'thingsboard',
  title: 'ThingsBoard',
  documentation: 'https://thingsboard.io/docs/reference/mqtt-api/',
  covers:
    'telemetry of the device and gateway APIs, devices behind a gateway and their connection, attributes as labels',
  initial: BoundedMap.empty<string>(DEVICES_MAX),
  topics: ({ text }) => readTopic(text) !== undefined,
  claims: () => true,
  decode: decodeThingsboard,
};
