import { BoundedMap } from '../../bounded-map.js';
import type { Dialect } from '../../dialect.js';
import { LORAWAN_UNITS } from '../../lorawan.js';
import { readContent } from './content.js';
import { decodeChirpstack, type ChirpstackState } from './decode.js';
import { readTopic } from './topic.js';

/** Devices whose description is remembered. */
const DEVICES_MAX = 20_000;

export const chirpstack: Dialect<ChirpstackState> = {
  name: 'chirpstack',
  title: 'ChirpStack 3 and 4',
  documentation: 'https://www.chirpstack.io/docs/chirpstack/integrations/events.html',
  covers:
    'LoRaWAN devices: decoded uplinks, signal, battery status, location, names and tags, by their content on any topic; gateways: counters and connection',
  initial: BoundedMap.empty<string>(DEVICES_MAX),
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims: (message) => readTopic(message.topic) !== undefined || readContent(message) !== undefined,
  decode: decodeChirpstack,
  metric: (name) => {
    const unit = LORAWAN_UNITS.get(name);
    return unit === undefined ? undefined : { unit };
  },
};
