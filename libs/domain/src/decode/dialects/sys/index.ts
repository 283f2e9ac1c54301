import type { Dialect } from '../../dialect.js';
import { decodeSys } from './decode.js';

export const sys: Dialect<null> = {
  name: 'sys',
  title: 'Broker statistics ($SYS)',
  documentation: 'https://mosquitto.org/man/mosquitto-8.html',
  covers:
    'a device for each broker that tells of itself: Mosquitto, EMQX, HiveMQ, VerneMQ; only where `$SYS/#` is subscribed to',
  initial: null,
  topics: ({ levels }) => levels[0] === '$SYS',
  claims: () => true,
  decode: decodeSys,
  // Mosquitto's averages (`load.…`) are messages or bytes a minute.
  metric: (name) =>
    /(?:^|\.)bytes(?:\.|$)|^heap\./.test(name) && !name.startsWith('load.') ? { unit: 'B' } : undefined,
};
