import { parseNativeTopic } from '@sensorium/contracts';
import type { Dialect } from '../../dialect.js';
import { rejected } from '../../outcome.js';
import { decodeNative } from './decode.js';

/** Sensorium's own topics. The decoder takes them before all others; this is for the table of dialects. */
export const native: Dialect<null> = {
  name: 'native',
  title: 'Sensorium',
  documentation: 'README.md',
  covers: 'telemetry, status, description and command replies under `devices/<id>/…`',
  initial: null,
  topics: ({ text }) => parseNativeTopic(text) !== undefined,
  claims: () => true,
  decode: ({ topic, payload, retained }) => {
    const parsed = parseNativeTopic(topic.text);
    return parsed ? decodeNative(parsed, { topic: topic.text, payload, retained }) : rejected('bad-topic');
  },
};
