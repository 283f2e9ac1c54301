import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { describeDiscovered, describeInfo, describeStatus } from './about.js';
import { readingsOf } from './sensors.js';
import { discoveryPart, readTopic } from './topic.js';
import { zigbeeDevices } from './zigbee.js';

type Outcome = DialectOutcome<null>;

/** Members of RESULT that are states; all others answer a command about settings. */
const STATES =
  /^(?:POWER|Dimmer|Color|HSBColor|White|CT|Channel|Shutter|Speed|Fade|Switch|Button|Counter|ENERGY)\d*$/;

/** Decodes one message of a device, or of its discovery. */
export function decodeTasmota(message: IncomingMessage): Outcome {
  const part = discoveryPart(message.topic);
  if (part !== undefined) return discovered(message, part);
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (topic.prefix === 'cmnd') return ignored('command');
  if (message.isEmpty) return ignored('cleared');
  const device = deviceKey('tasmota', '', topic.device);
  if (!device) return rejected('bad-id');
  if (topic.family === 'LWT') return lastWill(message, device);
  const body = message.object();
  if (body) return ofObject(device, topic.family, topic.kind, body);
  return bare(message, device, topic.kind);
}

function discovered(message: IncomingMessage, part: string): Outcome {
  if (message.isEmpty) return ignored('cleared');
  return part === 'config' ? describeDiscovered(message.object()) : ignored('metadata');
}

function lastWill(message: IncomingMessage, device: DeviceKey): Outcome {
  const online = readAvailability(message.text() ?? '');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

function bare(message: IncomingMessage, device: DeviceKey, metric: string): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'json') return ignored('not-telemetry');
  if (metric.startsWith('LOGGING') || metric.startsWith('HASS_STATE')) return ignored('not-telemetry');
  const state = typeof body.value === 'string' ? readSwitch(body.value) : undefined;
  return bareOutcome(device, metric, state ?? body.value);
}

function ofObject(device: DeviceKey, family: string, kind: string, body: JsonObject): Outcome {
  switch (family) {
    case 'SENSOR':
      return zigbeeDevices(device, body) ?? readingsOf(device, body);
    case 'STATE':
    case 'UPTIME':
      return readingsOf(device, body);
    case 'ENERGY':
    case 'MARGINS':
      return readingsOf(device, body, kind);
    case 'STATUS':
      return ofStatus(device, body);
    case 'RESULT':
      return ofResult(device, body);
    case 'INFO':
      return describeInfo(device, body);
    case 'LOGGING':
    case 'HASS_STATE':
      return ignored('metadata');
    default:
      return readingsOf(device, body, kind);
  }
}

/** STATUS8 and STATUS10 hold what SENSOR has, STATUS11 what STATE has; STATUS the name; the others are settings. */
function ofStatus(device: DeviceKey, body: JsonObject): Outcome {
  const sensors = own(body, 'StatusSNS') ?? own(body, 'StatusSTS');
  if (isJsonObject(sensors)) return readingsOf(device, sensors);
  const status = own(body, 'Status');
  return isJsonObject(status) ? describeStatus(device, status) : ignored('metadata');
}

function ofResult(device: DeviceKey, body: JsonObject): Outcome {
  const states = Object.entries(body).filter(([name]) => STATES.test(name));
  if (states.length > 0) return readingsOf(device, Object.fromEntries(states));
  return zigbeeDevices(device, body) ?? ignored('metadata');
}
