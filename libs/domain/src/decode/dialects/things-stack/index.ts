import { BoundedMap } from '../../bounded-map.js';
import type { Dialect } from '../../dialect.js';
import { LORAWAN_UNITS } from '../../lorawan.js';
import { decodeThingsStack, isUplink, readTopic, type ThingsStackState } from './decode.js';

/** Devices whose description is remembered. */
const DEVICES_MAX = 20_000;

export const thingsStack: Dialect<ThingsStackState> = {
  name: 'things-stack',
  title: 'The Things Stack 3',
  documentation: 'https://www.thethingsindustries.com/docs/integrations/mqtt/',
  covers:
    'LoRaWAN devices: decoded and normalized uplinks, signal, battery, solved locations, model; uplinks by their content on any topic',
  initial: BoundedMap.empty<string>(DEVICES_MAX),
  topics: () => true,
  claims: (message) => readTopic(message.topic) !== undefined || isUplink(message),
  decode: decodeThingsStack,
  metric: (name) => {
    const unit = LORAWAN_UNITS.get(name);
    return unit === undefined ? undefined : { unit };
  },
};
