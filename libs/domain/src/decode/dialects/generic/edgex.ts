import { isJsonObject, own, type JsonObject } from '../../envelope.js';

/** An event of EdgeX Foundry: the readings of one device, each with its name and time. */
export interface EdgexEvent {
  device: string;
  readings: JsonObject[];
}

/**
 * Reads an event as EdgeX publishes and exports it (`{"deviceName", "origin", "readings": [{"resourceName", "value",
 * "origin"}]}`, `origin` in ns; before version 2 `device` and `name`), also inside of a request to add it. All devices
 * may share a topic. Undefined for any other object.
 */
export function readEdgex(value: object): EdgexEvent | undefined {
  if (!isJsonObject(value)) return undefined;
  const inner = own(value, 'event');
  const event = isJsonObject(inner) ? inner : value;
  const device = own(event, 'deviceName') ?? own(event, 'device');
  const readings = own(event, 'readings');
  if (typeof device !== 'string' || device === '' || !Array.isArray(readings)) return undefined;
  if (!Object.hasOwn(event, 'origin') || !readings.every(isReading)) return undefined;
  // Binary and structured readings have no `value`.
  return { device, readings: readings.filter((one) => Object.hasOwn(one, 'value')) };
}

function isReading(item: unknown): item is JsonObject {
  return isJsonObject(item) && Object.hasOwn(item, 'origin');
}
