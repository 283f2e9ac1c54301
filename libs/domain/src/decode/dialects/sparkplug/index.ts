import type { Dialect } from '../../dialect.js';
import { decodeSparkplug, isClaimed } from './decode.js';
import { NO_SESSIONS, type SparkplugState } from './sessions.js';
import { isSparkplug } from './topic.js';

export const sparkplug: Dialect<SparkplugState> = {
  name: 'sparkplug',
  title: 'Sparkplug B 3.0',
  documentation: 'https://sparkplug.eclipse.org/specification/',
  covers:
    'births, data and deaths of edge nodes and their devices with aliases, all data types, units and ranges; ' +
    'bad quality is refused, a gap asks for a rebirth; state of hosts, also of version 2; behind a prefix, and as JSON',
  initial: NO_SESSIONS,
  topics: isSparkplug,
  claims: isClaimed,
  decode: decodeSparkplug,
};
