import type { DeviceMeta } from '@sensorium/contracts';
import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';

type Outcome = DialectOutcome<null>;

/** Levels by which people and programs speak to a device. */
const FOR_DEVICES = new Set(['command', 'set']);

/** Inputs and sensors that say 1 and 0, and mean yes and no. */
const YES_NO =
  /^(?:input\.\d+|longpush\.\d+|sensor\.(?:motion|vibration|flood|smoke|gas|tamper)|overtemperature)$/;

/** Decodes one message below `shellies/`. */
export function decodeShellyGen1(message: IncomingMessage): Outcome {
  const [, id = '', ...rest] = message.topic.path;
  if (id === 'announce') return announced(message.object());
  if (FOR_DEVICES.has(rest.at(-1) ?? id)) return ignored('command');
  if (message.isEmpty) return ignored('cleared');
  const device = deviceKey('shelly-gen1', '', id);
  if (!device) return rejected('bad-id');
  const metric = rest.join('.');
  switch (metric) {
    case '':
      return ignored('not-telemetry');
    case 'online':
      return availability(message, device);
    case 'announce':
      return announced(message.object());
    case 'info':
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

/** What a device says when it connects, or is asked: `{"id","model","mac","ip","fw_ver"}`. */
function announced(body: JsonObject | undefined): Outcome {
  const id = body && own(body, 'id');
  const device = typeof id === 'string' ? deviceKey('shelly-gen1', '', id) : undefined;
  if (!body || !device) return rejected('bad-config');
  const model = own(body, 'model');
  const meta: DeviceMeta = typeof model === 'string' ? { model: model.slice(0, 256) } : {};
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}

function reading(message: IncomingMessage, device: DeviceKey, metric: string): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'bare') return bareOutcome(device, metric, valueOf(metric, body.value));
  return valuesOutcome(device, { [metric]: body.value });
}

/** `on` and `off` are a switch, `overpower` and the like stay words; inputs say 1 and 0. */
function valueOf(metric: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === 'on' || value === 'off' || YES_NO.test(metric)) return readSwitch(value) ?? value;
  return value;
}
