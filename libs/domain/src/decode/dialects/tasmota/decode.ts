import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, without, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type Decoded, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { describeDiscovered, describeInfo, describeStatus } from './about.js';
import { readingsOf, valueOf } from './sensors.js';
import { bluetoothName, discoveryPart, readTopic, type TasmotaTopic } from './topic.js';
import { zigbeeDevices, zigbeeMessage } from './zigbee.js';

type Outcome = DialectOutcome<null>;

/** Members of RESULT that are states; all others answer a command about settings. */
const STATES =
  /^(?:POWER|Dimmer|Color|HSBColor|White|CT|Channel|Shutter|SHUTTER-?|Speed|Fade|Switch|Button|Counter|ENERGY|MCP230XX_INT)\d*$/;

/** Decodes one message of a device, or of its discovery. */
export function decodeTasmota(message: IncomingMessage): Outcome {
  const part = discoveryPart(message.topic);
  if (part !== undefined) return discovered(message, part);
  const name = bluetoothName(message.topic);
  if (name !== undefined) return bluetooth(message, name);
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (topic.prefix === 'cmnd') return ignored('command');
  if (message.isEmpty) return ignored('cleared');
  const device = deviceKey('tasmota', '', topic.device);
  if (!device) return rejected('bad-id');
  if (topic.family === 'LWT') return lastWill(message, device);
  const body = message.object();
  if (body) return ofObject(device, topic.family, topic.kind, body);
  return bare(message, device, topic);
}

function discovered(message: IncomingMessage, part: string): Outcome {
  if (message.isEmpty) return ignored('cleared');
  return part === 'config' ? describeDiscovered(message.object()) : ignored('metadata');
}

/** `{"Time","<name>":{"mac","Temperature",…},"TempUnit"}`. */
function bluetooth(message: IncomingMessage, name: string): Outcome {
  if (message.isEmpty) return ignored('cleared');
  const body = message.object();
  const device = deviceKey('tasmota', '', name);
  if (!device) return rejected('bad-id');
  if (!body) return rejected('bad-json');
  const values = own(body, name);
  return readingsOf(device, isJsonObject(values) ? { ...without(body, name), ...values } : body);
}

function lastWill(message: IncomingMessage, device: DeviceKey): Outcome {
  const online = readAvailability(message.text() ?? '');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** Kinds that are an object, or damaged. */
const OBJECTS = new Set(['SENSOR', 'STATE', 'STATUS', 'RESULT', 'INFO', 'ENERGY', 'MARGINS', 'ZbReceived']);

function bare(message: IncomingMessage, device: DeviceKey, { kind, family }: TasmotaTopic): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (family === 'LOGGING' || family === 'HASS_STATE') return ignored('not-telemetry');
  if (body.kind === 'json') return OBJECTS.has(family) ? rejected('bad-record') : ignored('not-telemetry');
  const state = typeof body.value === 'string' ? readSwitch(body.value) : undefined;
  if (OBJECTS.has(family) && state === undefined) return wordOn(message, device, family);
  return bareOutcome(device, kind, state ?? valueOf(kind, body.value));
}

/** Devices that imitate these topics say there that they are online, or what they do; anything longer is damaged. */
function wordOn(message: IncomingMessage, device: DeviceKey, family: string): Outcome {
  const online = family === 'STATUS' ? readAvailability(message.text() ?? '') : undefined;
  return online === undefined ? rejected('bad-json') : decoded([{ type: 'availability', device, online }]);
}

function ofObject(device: DeviceKey, family: string, kind: string, body: JsonObject): Outcome {
  switch (family) {
    case 'SENSOR':
      return zigbeeDevices(device, body) ?? readingsOf(device, body);
    case 'STATE':
    case 'UPTIME':
    case 'TELEMETRY':
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
    case 'ZbReceived':
      return zigbeeMessage(device, body);
    case 'LOGGING':
    case 'HASS_STATE':
      return ignored('metadata');
    default:
      return readingsOf(device, body, kind);
  }
}

/**
 * STATUS8 and STATUS10 hold what SENSOR has, STATUS11 what STATE has; STATUS the name; STATUS0 all; others are
 * settings.
 */
function ofStatus(device: DeviceKey, body: JsonObject): Outcome {
  const [sensors, states, status] = ['StatusSNS', 'StatusSTS', 'Status'].map((key) => own(body, key));
  const parts: Outcome[] = [
    ...[sensors, states].filter(isJsonObject).map((one) => readingsOf(device, one)),
    ...(isJsonObject(status) ? [describeStatus(device, status)] : []),
  ];
  const told = parts.filter((one): one is Decoded => one.kind === 'facts');
  if (told.length === 0) return parts[0] ?? ignored('metadata');
  return decoded(
    told.flatMap(({ facts }) => facts),
    told.flatMap(({ rejected: refused }) => refused),
  );
}

function ofResult(device: DeviceKey, body: JsonObject): Outcome {
  const states = Object.entries(body).filter(([name]) => STATES.test(name));
  if (states.length > 0) return readingsOf(device, Object.fromEntries(states));
  return zigbeeDevices(device, body) ?? ignored('metadata');
}
