import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type Fact } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';
import { unitsByName } from '../../metric-units.js';

/** Where a gateway tells what it heard: `<base>/<gateway>/BTtoMQTT/<device>`, `…/SYStoMQTT`, `…/RTL_433toMQTT/…`. */
const HEARD = /^[A-Za-z0-9_]+toMQTT$/;
/** And where it is told what to send. */
const TOLD = /^MQTTto[A-Za-z0-9_]+$/;

/** What a device is, not what it measures. */
const ABOUT = new Set([
  'id',
  'mac',
  'mac_type',
  'adv_type',
  'name',
  'brand',
  'model',
  'model_id',
  'type',
  'track',
  'cidc',
  'acts',
  'cont',
  'encr',
  'prmac',
  'manufacturerdata',
  'servicedata',
  'servicedatauuid',
  'mfid',
  'origin',
]);

/** Names of Theengs' properties (documentation, "Theengs Decoder") with their units. */
const UNITS = new Map<string, string>([
  ['tempc', '°C'],
  ['tempf', '°F'],
  ['tempc2', '°C'],
  ['tempf2', '°F'],
  ['hum', '%'],
  ['batt', '%'],
  ['volt', 'V'],
  ['rssi', 'dBm'],
  ['distance', 'm'],
  ['lux', 'lx'],
  ['moi', '%'],
  ['fer', 'µS/cm'],
  ['pres', 'hPa'],
  ['weight', 'kg'],
  ['co2', 'ppm'],
  ['pm25', 'µg/m³'],
  ['pm10', 'µg/m³'],
  ['power', 'W'],
  ['current', 'A'],
  ['uptime', 's'],
  ['freemem', 'B'],
]);

interface Place {
  gateway: string;
  /** Undefined: the gateway itself. */
  device: string | undefined;
  told: boolean;
}

function placeOf({ path }: Topic): Place | undefined {
  const at = path.findIndex((level) => HEARD.test(level) || TOLD.test(level));
  if (at < 1) return undefined;
  const rest = path.slice(at + 1).join('/');
  const isOwn = rest === '' || path[at] === 'SYStoMQTT';
  return {
    gateway: path[at - 1] ?? '',
    device: isOwn ? undefined : rest,
    told: TOLD.test(path[at] ?? ''),
  };
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const place = placeOf(message.topic);
  if (!place) return availability(message);
  if (place.told) return ignored('command');
  if (message.isEmpty) return ignored('cleared');
  const gateway = deviceKey('openmqttgateway', '', place.gateway);
  const device = place.device === undefined ? gateway : deviceKey('openmqttgateway', '', place.device);
  if (!gateway || !device) return rejected('bad-id');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'bare') return bareOutcome(device, 'value', body.value);
  const object = message.object();
  if (!object) return ignored('not-telemetry');
  const outcome = valuesOutcome(device, measured(object));
  if (outcome.kind !== 'facts' || device === gateway) return outcome;
  return { ...outcome, facts: [...outcome.facts, described(object, device)] };
}

function measured(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT.has(name)));
}

/** Several gateways may hear one sensor: none of them is its parent. */
function described(body: JsonObject, device: Fact['device']): Fact {
  const word = (key: string): string | undefined => {
    const value = own(body, key);
    return typeof value === 'string' && value !== '' ? value.slice(0, 128) : undefined;
  };
  const model = [word('brand'), word('model')].filter((part) => part !== undefined).join(' ');
  const name = word('name');
  const meta = { ...(model === '' ? {} : { model }), ...(name === undefined ? {} : { name }) };
  return { type: 'description', device, meta, mode: 'merge' };
}

/** `<base>/<gateway>/LWT` says `online` or `offline`. */
function availability(message: IncomingMessage): DialectOutcome<null> {
  const online = readAvailability(message.text() ?? '');
  const device = deviceKey('openmqttgateway', '', message.topic.path.at(-2) ?? '');
  if (!device) return rejected('bad-id');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** OpenMQTTGateway and Theengs Gateway: what they hear by Bluetooth, radio and infrared. */
export const openmqttgateway: Dialect<null> = {
  name: 'openmqttgateway',
  title: 'OpenMQTTGateway and Theengs Gateway',
  documentation: 'https://docs.openmqttgateway.com/use/gateway.html',
  covers: 'BTtoMQTT and all other …toMQTT topics with the decoded properties, SYStoMQTT, LWT',
  initial: null,
  topics: (topic) =>
    placeOf(topic) !== undefined ||
    (topic.path.at(-1) === 'LWT' && /gateway|omg/i.test(topic.path.at(-2) ?? '')),
  claims: () => true,
  decode: (message) => decode(message),
  metric: unitsByName(UNITS),
};
