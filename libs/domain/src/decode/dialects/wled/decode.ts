import { readAvailability, readSwitch } from '../../availability.js';
import { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { isBelowRoot, readPlace, type WledPlace } from './topic.js';

/** An order to a light or a group of them: `ON`, `OFF`, `T`, or a brightness. */
const ORDER = /^(?:on|off|t|\d{1,3})$/i;

/** Begin of the state that only these lights write. */
const STATE_XML = /^<\?xml[^>]*>\s*<vs>/;

/** Lights with a topic of another kind. */
const LIGHTS_MAX = 1_024;

export interface WledState {
  /** Topics of lights that are not below `wled/`, known by their state. */
  lights: BoundedMap<true>;
}

export const INITIAL: WledState = { lights: BoundedMap.empty(LIGHTS_MAX) };

type Outcome = DialectOutcome<WledState>;

export function isWled(message: IncomingMessage, { lights }: WledState): boolean {
  const { topic } = message;
  const place = readPlace(topic);
  if (!place) return false;
  if (place.kind === 'order') return ORDER.test(message.text() ?? '');
  if (place.kind === 'usermod') return message.json() === undefined;
  if (isBelowRoot(topic) || (lights.size > 0 && lights.has(place.light))) return true;
  return place.name === 'v' && STATE_XML.test(message.text() ?? '');
}

export function decodeWled(message: IncomingMessage, state: WledState): Outcome {
  const place = readPlace(message.topic);
  if (!place) return rejected('bad-topic');
  if (place.kind === 'order') return ignored('command');
  const device = deviceKey('wled', '', place.light);
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  if (place.kind === 'usermod') return usermod(message, device, place);
  switch (place.name) {
    case 'g':
      return brightness(message, device);
    case 'c':
      return bareOutcome(device, 'c', message.text());
    case 'status':
      return availability(message, device);
    case 'v':
      return whole(message, device, state);
    default:
      return ignored('command');
  }
}

function brightness(message: IncomingMessage, device: DeviceKey): Outcome {
  const text = message.text() ?? '';
  return /^\d+$/.test(text) ? bareOutcome(device, 'g', text) : rejected('bad-record');
}

function availability(message: IncomingMessage, device: DeviceKey): Outcome {
  const online = readAvailability(message.text() ?? '');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** The state in XML says nothing that the other topics do not, but that this topic is a light's. */
function whole({ topic }: IncomingMessage, { id }: DeviceKey, { lights }: WledState): Outcome {
  if (isBelowRoot(topic) || lights.has(id)) return ignored('not-telemetry');
  return { ...decoded([]), state: { lights: lights.with(id, true) } };
}

/** A sensor that is there says so of its light too; one that is not says nothing of it. */
function usermod(message: IncomingMessage, device: DeviceKey, { name, isAvailability }: WledPlace): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (isAvailability) {
    const online = readAvailability(String(body.value));
    return online === true ? decoded([{ type: 'availability', device, online }]) : ignored('not-telemetry');
  }
  const { value } = body;
  const isOn = typeof value === 'string' && /[a-z]/i.test(value) ? readSwitch(value) : undefined;
  return bareOutcome(device, name, isOn ?? value);
}
