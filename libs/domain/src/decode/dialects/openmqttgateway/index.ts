import { readAvailability } from '../../availability.js';
import { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected } from '../../outcome.js';
import { decodeHeard, decodePresence } from './heard.js';
import { documented } from './properties.js';
import { addressOf, isOfGateway, isPresence, placeOf } from './topic.js';

const GATEWAYS_MAX = 1_024;

/** Gateways that were heard, by their levels: those that do not have the word in their names are known by this. */
interface GatewayState {
  gateways: BoundedMap<true>;
}

const INITIAL: GatewayState = { gateways: BoundedMap.empty(GATEWAYS_MAX) };

function decode(message: IncomingMessage, state: GatewayState): DialectOutcome<GatewayState> {
  const place = placeOf(message.topic);
  if (!place) return isPresence(message.topic) ? decodePresence(message) : ofGateway(message);
  if (place.module === '') return ignored('command');
  const outcome = decodeHeard(message, place);
  if (outcome.kind !== 'facts' || state.gateways.has(place.base)) return outcome;
  return { ...outcome, state: { gateways: state.gateways.with(place.base, true) } };
}

/** `<base>/<gateway>/LWT` says `online` or `offline`. */
function ofGateway(message: IncomingMessage): DialectOutcome<GatewayState> {
  const { path } = message.topic;
  if (path.at(-1) === 'version') return ignored('metadata');
  const online = readAvailability(message.text() ?? '');
  const device = deviceKey('openmqttgateway', '', path.at(-2) ?? '');
  if (!device) return rejected('bad-id');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

function isGateway({ topic }: IncomingMessage, { gateways }: GatewayState): boolean {
  const { path } = topic;
  return /gateway|omg/i.test(path.at(-2) ?? '') || gateways.has(path.slice(0, -1).join('/'));
}

/** Presence is told by what OpenMQTTGateway says of each: an address and how well it was heard. */
function isHeard(message: IncomingMessage): boolean {
  const body = message.object();
  return (
    body !== undefined && addressOf(own(body, 'id')) !== undefined && typeof own(body, 'rssi') === 'number'
  );
}

/** OpenMQTTGateway and Theengs Gateway: what they hear by Bluetooth, radio and infrared. */
export const openmqttgateway: Dialect<GatewayState> = {
  name: 'openmqttgateway',
  title: 'OpenMQTTGateway and Theengs Gateway',
  documentation: 'https://docs.openmqttgateway.com/use/gateway.html',
  covers: 'BTtoMQTT and all other …toMQTT topics with the decoded properties, presence, SYStoMQTT, LWT',
  initial: INITIAL,
  topics: (topic) => placeOf(topic) !== undefined || isOfGateway(topic) || isPresence(topic),
  claims: (message, state) =>
    placeOf(message.topic) !== undefined ||
    (isPresence(message.topic) ? isHeard(message) : isGateway(message, state)),
  decode,
  metric: documented,
};
