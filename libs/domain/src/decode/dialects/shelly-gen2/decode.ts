import { readAvailability } from '../../availability.js';
import { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import { bluetoothFacts, eventsOutcome } from './events.js';
import {
  announcedId,
  hasComponents,
  nameOf,
  ownIdOf,
  readTopic,
  sourceOfAnswer,
  type ShellyTopic,
} from './topic.js';
import { valuesOf } from './values.js';

/** Devices whose prefix was given by hand are known by the id that they state (`src`), once they have. */
const DEVICES_MAX = 8_192;

const TEXT_MAX = 256;

export interface ShellyState {
  /** Id by prefix. */
  ids: BoundedMap<string>;
  /** What prefixes without an id said of being online. */
  online: BoundedMap<boolean>;
}

export const INITIAL: ShellyState = {
  ids: BoundedMap.empty(DEVICES_MAX),
  online: BoundedMap.empty(DEVICES_MAX),
};

type Outcome = DialectOutcome<ShellyState>;

/** Decodes one message below the prefix of a device. */
export function decodeShellyGen2(message: IncomingMessage, state: ShellyState): Outcome {
  const topic = readTopic(message.topic);
  if (!topic) return heard(message);
  if (message.isEmpty) return ignored('cleared');
  switch (topic.part) {
    case 'command':
      return ignored('command');
    case 'debug':
      return ignored('not-telemetry');
    case 'rpc':
      return answer(message);
    case 'announce':
      return announced(message);
    case 'online':
      return availability(message, topic, state);
    case 'status':
      return status(message, topic, state);
    case 'events':
      return notification(message, topic, state);
  }
}

function keyOf({ prefix }: ShellyTopic, { ids }: ShellyState): DeviceKey | undefined {
  const id = ids.get(prefix) ?? ownIdOf(prefix);
  return id === undefined ? undefined : deviceKey('shelly-gen2', '', id);
}

function availability(message: IncomingMessage, topic: ShellyTopic, state: ShellyState): Outcome {
  const online = readAvailability(message.text() ?? '', { flags: true });
  if (online === undefined) return rejected('bad-status');
  const device = keyOf(topic, state);
  if (device) return decoded([{ type: 'availability', device, online }]);
  return { ...decoded([]), state: { ...state, online: state.online.with(topic.prefix, online) } };
}

function status(message: IncomingMessage, topic: ShellyTopic, state: ShellyState): Outcome {
  const body = message.object();
  if (!body) return rejected('bad-json');
  return known(topic, undefined, state, (device) =>
    valuesOutcome(device, valuesOf({ [topic.component]: body })),
  );
}

/** `{"src","dst","method":"NotifyStatus"|"NotifyFullStatus"|"NotifyEvent","params":{"ts",…}}`. */
function notification(message: IncomingMessage, topic: ShellyTopic, state: ShellyState): Outcome {
  const body = message.object();
  if (!body) return rejected('bad-json');
  const params = own(body, 'params');
  const source = own(body, 'src');
  if (!isJsonObject(params)) return rejected('bad-record');
  const stamp = readStamp(own(params, 'ts'));
  const isEvent = own(body, 'method') === 'NotifyEvent';
  return known(topic, typeof source === 'string' ? source : undefined, state, (device) =>
    isEvent
      ? eventsOutcome(device, own(params, 'events'), { stamp })
      : valuesOutcome(device, valuesOf(params), { stamp }),
  );
}

/** An answer to somebody's request: only that to `Shelly.GetStatus` tells by itself what it is about. */
function answer(message: IncomingMessage): Outcome {
  const source = sourceOfAnswer(message);
  const result = own(message.object() ?? {}, 'result');
  if (source === undefined || !isJsonObject(result) || !hasComponents(result)) return ignored('command');
  const device = deviceKey('shelly-gen2', '', source);
  return device ? valuesOutcome(device, valuesOf(result)) : rejected('bad-id');
}

/** What a script passes on of a Bluetooth device, on a topic of its own choice. */
function heard(message: IncomingMessage): Outcome {
  const facts = bluetoothFacts(undefined, message.object(), {});
  return facts ? decoded(facts) : rejected('bad-record');
}

/** What a device says of itself when it is asked: `{"id","name","model","gen","app","ver"}`. */
function announced(message: IncomingMessage): Outcome {
  const id = announcedId(message);
  const body = message.object() ?? {};
  const device = id === undefined ? undefined : deviceKey('shelly-gen2', '', id);
  if (!device) return rejected('bad-config');
  const [name, model] = ['name', 'model'].map((key) => own(body, key));
  const meta = {
    ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, TEXT_MAX) } : {}),
    ...(typeof model === 'string' && model !== '' ? { model: model.slice(0, TEXT_MAX) } : {}),
  };
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}

/** Lets the device be known by its own id from now on, and says what was heard of it before. */
function known(
  topic: ShellyTopic,
  source: string | undefined,
  state: ShellyState,
  decode: (device: DeviceKey) => ReturnType<typeof valuesOutcome>,
): Outcome {
  const id = state.ids.get(topic.prefix) ?? source ?? ownIdOf(topic.prefix) ?? nameOf(topic.prefix);
  const device = deviceKey('shelly-gen2', '', id);
  if (!device) return rejected('bad-id');
  const outcome = decode(device);
  if (outcome.kind !== 'facts' || state.ids.has(topic.prefix)) return outcome;
  const online = state.online.get(topic.prefix);
  const facts =
    online === undefined
      ? outcome.facts
      : [{ type: 'availability' as const, device, online }, ...outcome.facts];
  const next = { ids: state.ids.with(topic.prefix, id), online: state.online.without(topic.prefix) };
  return { ...outcome, facts, state: next };
}
