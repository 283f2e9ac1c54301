import { own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import type { Topic } from '../../topic.js';

/** `<prefix>/<component>/[<node>/]<object>/config`. */
export interface ConfigTopic {
  component: string;
  node: string | undefined;
  object: string;
}

const DEFAULT_PREFIX = 'homeassistant';

/** Components that MQTT discovery knows, and `device` for all of a device at once. */
const COMPONENTS = new Set([
  'device',
  'alarm_control_panel',
  'binary_sensor',
  'button',
  'camera',
  'climate',
  'cover',
  'device_automation',
  'device_tracker',
  'event',
  'fan',
  'humidifier',
  'image',
  'lawn_mower',
  'light',
  'lock',
  'notify',
  'number',
  'scene',
  'select',
  'sensor',
  'siren',
  'switch',
  'tag',
  'text',
  'update',
  'vacuum',
  'valve',
  'water_heater',
]);

export function configTopic({ path }: Topic): ConfigTopic | undefined {
  if (path.at(-1) !== 'config') return undefined;
  for (const levels of [3, 4]) {
    const component = path.at(-levels) ?? '';
    if (path.length <= levels || !COMPONENTS.has(component)) continue;
    return { component, node: levels === 4 ? path.at(-3) : undefined, object: path.at(-2) ?? '' };
  }
  return undefined;
}

/** Below the usual prefix each such topic is a configuration; below others it must look like one. */
export function isConfig(message: IncomingMessage): boolean {
  if (message.topic.path[0] === DEFAULT_PREFIX) return true;
  const body = message.object();
  return body !== undefined && TELLING.some((key) => own(body, key) !== undefined);
}

const TELLING = [
  'state_topic',
  'stat_t',
  'components',
  'cmps',
  'unique_id',
  'uniq_id',
  'availability_topic',
  'avty_t',
];
