import type { Dialect } from '../../dialect.js';
import { rejected } from '../../outcome.js';
import { decodeConfig } from './config.js';
import { INITIAL, type DiscoveryState } from './state.js';
import { configTopic, isConfig } from './topic.js';
import { decodeBound } from './values.js';

/** MQTT discovery of Home Assistant: configurations say which topics hold which values of which devices. */
export const haDiscovery: Dialect<DiscoveryState> = {
  name: 'ha-discovery',
  title: 'Home Assistant discovery',
  documentation: 'https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery',
  covers: 'configurations of entities and of whole devices, long and short, ~, units, classes, expire_after',
  initial: INITIAL,
  topics: (topic) => configTopic(topic) !== undefined,
  claims: isConfig,
  decode: (message, state) => {
    const topic = configTopic(message.topic);
    return topic ? decodeConfig(message, topic, state) : rejected('bad-topic');
  },
};

/** The values themselves, on any topic: dialects that know a topic by themselves come first. */
export const haValues: Dialect<DiscoveryState> = {
  name: 'ha-values',
  title: 'Home Assistant entities',
  documentation: 'https://www.home-assistant.io/docs/configuration/templating/',
  covers:
    'states and availability on the topics that were discovered; templates that pick a value, calculate with a number, or choose one of two words',
  initial: INITIAL,
  stateOf: 'ha-discovery',
  topics: ({ path }) => path.length > 0,
  claims: ({ topic }, { bindings }) => (bindings.get(topic.text)?.length ?? 0) > 0,
  decode: decodeBound,
};
