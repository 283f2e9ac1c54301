import type { Dialect } from '../../dialect.js';
import { decodeSparkplug } from './decode.js';
import { NO_SESSIONS, type SparkplugState } from './sessions.js';
import { NAMESPACE } from './topic.js';

export const sparkplug: Dialect<SparkplugState> = {
  name: 'sparkplug',
  title: 'Sparkplug B 3.0',
  documentation: 'https://sparkplug.eclipse.org/specification/',
  covers:
    'births, data and deaths of edge nodes and their devices with aliases, all data types, units and ranges; ' +
    'bad quality is refused, a gap asks for a rebirth; state of hosts',
  initial: NO_SESSIONS,
  topics: ({ levels }) => levels[0] === NAMESPACE,
  claims: () => true,
  decode: decodeSparkplug,
};
