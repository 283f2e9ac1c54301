import { deviceKey } from '../../device-key.js';
import type { DeviceKey } from '../../outcome.js';

/** A value that another dialect reads by itself: its device, and its name there. */
export interface Owned {
  device: DeviceKey;
  metric: string;
}

/**
 * Publishers that we understand without discovery also announce themselves by it: Zigbee2MQTT and ESPHome. Their
 * configurations then add names and units to the device that is there, in place of a second one. `path`: the members
 * that the template picks. Undefined for everything else.
 */
export function locate(topic: string, path: readonly string[] | null): Owned | undefined {
  return zigbee(topic, path) ?? espHome(topic);
}

const ZIGBEE = 'zigbee2mqtt/';

function zigbee(topic: string, path: readonly string[] | null): Owned | undefined {
  if (!topic.startsWith(ZIGBEE)) return undefined;
  const device = deviceKey('zigbee2mqtt', 'zigbee2mqtt', topic.slice(ZIGBEE.length));
  return device && { device, metric: path === null || path.length === 0 ? 'state' : path.join('.') };
}

const COMPONENT =
  /^(.+)\/(?:sensor|binary_sensor|text_sensor|switch|number|select|light|fan|cover|lock|valve)\/([^/]+)\/state$/;

function espHome(topic: string): Owned | undefined {
  const [, prefix = '', metric = ''] = COMPONENT.exec(topic) ?? [];
  const device = prefix === '' ? undefined : deviceKey('generic', '', prefix);
  return device && { device, metric };
}
