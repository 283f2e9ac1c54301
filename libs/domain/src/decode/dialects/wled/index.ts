import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';

/** Answers and orders below the topic of a light: brightness `g`, colour `c`, its whole state as XML `v`. */
const PARTS = new Set(['g', 'c', 'v', 'status', 'api', 'col']);

function decode(message: IncomingMessage): DialectOutcome<null> {
  const { path } = message.topic;
  const part = path.at(-1);
  const device = deviceKey('wled', '', path.slice(0, -1).join('/'));
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  switch (part) {
    case 'g':
      return bareOutcome(device, 'brightness', message.text());
    case 'c':
      return bareOutcome(device, 'color', message.text());
    case 'status': {
      const online = readAvailability(message.text() ?? '');
      return online === undefined
        ? rejected('bad-status')
        : decoded([{ type: 'availability', device, online }]);
    }
    default:
      return ignored(part === 'v' ? 'not-telemetry' : 'command');
  }
}

/** WLED: LED strips below `wled/`. */
export const wled: Dialect<null> = {
  name: 'wled',
  title: 'WLED',
  documentation: 'https://kno.wled.ge/interfaces/mqtt/',
  covers: 'brightness, colour and status of a light',
  initial: null,
  topics: ({ path }) => path[0] === 'wled' && path.length > 2 && PARTS.has(path.at(-1) ?? ''),
  claims: () => true,
  decode,
};
