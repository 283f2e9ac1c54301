import type { DeviceMeta } from '@sensorium/contracts';
import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { readPlace } from './topic.js';
import { valuesOf, withStatedUnits } from './values.js';

type Outcome = DialectOutcome<null>;

/** Levels by which people and programs speak to a device: `relay/0/command`, `thermostat/0/command/target_t`. */
const FOR_DEVICES = new Set(['command', 'set']);

/** Inputs and sensors that say 1 and 0, and mean yes and no. */
const YES_NO =
  /^(?:input\.\d+|longpush\.\d+|ext_switch\.\d+|sensor\.(?:motion|vibration|flood|smoke|gas|tamper|charger)|overtemperature|overpower|overload|loaderror)$/;

/** Decodes one message below `shellies/`, which a bridge between brokers may have put below levels of its own. */
export function decodeShellyGen1(message: IncomingMessage): Outcome {
  const place = readPlace(message.topic);
  if (!place) return rejected('bad-topic');
  const { base, id, rest } = place;
  if (id === 'announce') return announced(message.object(), base);
  if ([id, ...rest].some((level) => FOR_DEVICES.has(level))) return ignored('command');
  if (message.isEmpty) return ignored('cleared');
  const device = deviceKey('shelly-gen1', base, id);
  if (!device) return rejected('bad-id');
  const metric = rest.join('.');
  switch (metric) {
    case '':
      return ignored('not-telemetry');
    case 'online':
      return availability(message, device);
    case 'announce':
      return announced(message.object(), base);
    case 'settings':
      return ignored('metadata');
    default:
      return reading(message, device, metric);
  }
}

function availability(message: IncomingMessage, device: DeviceKey): Outcome {
  const online = readAvailability(message.text() ?? '', { flags: true });
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/**
 * What a device says when it connects, or is asked: `{"id","model","mac","ip","fw_ver"}`. Later generations answer on the
 * same topic and say which they are (`gen`).
 */
function announced(body: JsonObject | undefined, base: string): Outcome {
  const id = body && own(body, 'id');
  if (!body || typeof id !== 'string') return rejected('bad-config');
  const isLater = Number(own(body, 'gen')) >= 2;
  const device = isLater ? deviceKey('shelly-gen2', '', id) : deviceKey('shelly-gen1', base, id);
  if (!device) return rejected('bad-config');
  const model = own(body, 'model');
  const meta: DeviceMeta = typeof model === 'string' ? { model: model.slice(0, 256) } : {};
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}

function reading(message: IncomingMessage, device: DeviceKey, metric: string): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'bare') return bareOutcome(device, metric, valueOf(metric, body.value));
  const values = message.object();
  if (!values) return valuesOutcome(device, { [metric]: body.value });
  return withStatedUnits(valuesOutcome(device, { [metric]: valuesOf(values) }));
}

/** `on` and `off` are a switch, `overpower` and the like stay words; inputs say 1 and 0. */
function valueOf(metric: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === 'on' || value === 'off' || YES_NO.test(metric)) return readSwitch(value) ?? value;
  return value;
}
