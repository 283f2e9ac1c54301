import { deviceKey } from '../../device-key.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import { decoded, ignored, type DeviceKey, type Fact } from '../../outcome.js';
import { valuesOutcome, type When } from '../../readings.js';
import { valuesOf } from './values.js';

type Outcome = ReturnType<typeof valuesOutcome>;

/** Events that one message may hold. */
const EVENTS_MAX = 64;

/**
 * Outcome of the events of one notification (`{"component","id","event","data"?,"ts"}`): each is the newest word of its
 * component. What a script heard of a Bluetooth device (`data` with an `address`) belongs to that device.
 */
export function eventsOutcome(gateway: DeviceKey, events: unknown, when: When): Outcome {
  if (!Array.isArray(events)) return ignored('no-values');
  const list = (events as unknown[]).slice(0, EVENTS_MAX).filter(isJsonObject);
  const heard = list.map((one) => bluetoothFacts(gateway, own(one, 'data'), when));
  const words = list.flatMap((one, place) => (heard[place] ? [] : wordOf(one)));
  const facts = heard.flatMap((one) => one ?? []);
  const outcome = valuesOutcome(gateway, valuesOf(Object.fromEntries(words)), when);
  if (outcome.kind !== 'facts') return facts.length > 0 ? decoded(facts) : outcome;
  return { ...outcome, facts: [...outcome.facts, ...facts] };
}

function wordOf(one: JsonObject): [string, JsonObject][] {
  const component = own(one, 'component');
  const event = own(one, 'event');
  const data = own(one, 'data');
  if (typeof component !== 'string' || typeof event !== 'string') return [];
  return [[component, data === undefined ? { event } : { event, data }]];
}

/**
 * Facts of a Bluetooth device by its `address`, below the `gateway` that heard it if that is known; undefined without
 * one.
 */
export function bluetoothFacts(
  gateway: DeviceKey | undefined,
  data: unknown,
  when: When,
): Fact[] | undefined {
  const address = isJsonObject(data) ? own(data, 'address') : undefined;
  const device = typeof address === 'string' ? deviceKey('shelly-gen2', '', address) : undefined;
  if (!isJsonObject(data) || !device) return undefined;
  const outcome = valuesOutcome(device, valuesOf(data), when);
  if (outcome.kind !== 'facts') return [];
  if (!gateway) return outcome.facts;
  return [...outcome.facts, { type: 'description', device, meta: {}, mode: 'merge', parent: gateway }];
}
