import type { Dialect } from '../../dialect.js';
import { decodeShellyGen2, INITIAL, type ShellyState } from './decode.js';
import { isBluetooth, isShelly, mayBeBluetooth, ownIdOf, readTopic } from './topic.js';
import { unitOf } from './values.js';

/** Shelly from the second generation on: notifications of its RPC, and states by component. */
export const shellyGen2: Dialect<ShellyState> = {
  name: 'shelly-gen2',
  title: 'Shelly, second generation and later',
  documentation: 'https://shelly-api-docs.shelly.cloud/gen2/ComponentsAndServices/Mqtt',
  covers:
    'NotifyStatus, NotifyFullStatus and NotifyEvent on events/rpc, status/<component>, online, announce, answers of Shelly.GetStatus, Bluetooth devices heard by scripts',
  initial: INITIAL,
  topics: (topic) => readTopic(topic) !== undefined || mayBeBluetooth(topic),
  claims: (message, state) => {
    const topic = readTopic(message.topic);
    if (!topic) return isBluetooth(message);
    return state.ids.has(topic.prefix) || ownIdOf(topic.prefix) !== undefined || isShelly(message, topic);
  },
  decode: (message, state) => decodeShellyGen2(message, state),
  metric: (name) => {
    const unit = unitOf(name);
    return unit === undefined ? undefined : { unit };
  },
};
