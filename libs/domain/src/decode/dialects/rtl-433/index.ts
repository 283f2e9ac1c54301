import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { ignored, rejected } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { idOf, isRadio, measuredIn, meant, timeOf } from './event.js';
import { isAboutTopic, isBelowBase, valueTopic, type ValueTopic } from './topic.js';
import { documented } from './units.js';

function decode(message: IncomingMessage): DialectOutcome<null> {
  const body = message.object();
  if (body) return isReport(body) ? ignored('not-telemetry') : ofEvent(body);
  const place = valueTopic(message.topic);
  return place ? ofValue(message, place) : rejected('bad-topic');
}

function ofEvent(body: JsonObject): DialectOutcome<null> {
  const device = deviceKey('rtl-433', '', idOf(body));
  return device ? valuesOutcome(device, measuredIn(body), timeOf(body)) : rejected('bad-id');
}

/** A value that is sent by itself beside the event that it is of. */
function ofValue(message: IncomingMessage, place: ValueTopic): DialectOutcome<null> {
  if (message.isEmpty) return ignored('cleared');
  if (isAboutTopic(place)) return ignored('metadata');
  const device = deviceKey('rtl-433', '', place.device);
  const body = message.body();
  if (!device) return rejected('bad-id');
  if (typeof body === 'string') return rejected(body);
  return body.kind === 'json'
    ? ignored('not-telemetry')
    : bareOutcome(device, place.metric, meant(place.metric, body.value));
}

/** Statistics of the receiver (`-M stats`). */
function isReport(body: JsonObject): boolean {
  return own(body, 'frames') !== undefined && own(body, 'stats') !== undefined;
}

/** rtl_433: radio sensors of many makers; the device stands in the message, wherever that is published. */
export const rtl433: Dialect<null> = {
  name: 'rtl-433',
  title: 'rtl_433',
  documentation: 'https://triq.org/rtl_433/DATA_FORMAT.html',
  covers: 'events of all decoders as JSON, topics for single values; devices by model and id',
  initial: null,
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims: (message) => {
    const body = message.object();
    const isOwn = isBelowBase(message.topic);
    if (body) return isRadio(body, isOwn) || (isOwn && isReport(body));
    return isOwn && valueTopic(message.topic) !== undefined && message.json() === undefined;
  },
  decode,
  metric: documented,
};
