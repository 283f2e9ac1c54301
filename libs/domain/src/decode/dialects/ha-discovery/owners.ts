import { deviceKey } from '../../device-key.js';
import type { DeviceKey } from '../../outcome.js';
import { newTopic } from '../../topic.js';
import { NAME as EMS_ESP, readTopic as emsTopic } from '../ems-esp/topic.js';
import { placeOf } from '../opendtu/topic.js';
import { valueTopic } from '../rtl-433/topic.js';

/** A value that another dialect reads by itself: its device, and its name there. */
export interface Owned {
  device: DeviceKey;
  metric: string;
}

/** Base topic of Zigbee2MQTT, unless somebody renamed it. */
const ZIGBEE = 'zigbee2mqtt';

/** Members that a template picks; null for the payload as it is. */
type Path = readonly string[] | null;

/** A publisher that we understand without discovery: what the value on a topic is of, else undefined. */
type Owner = (topic: string, path: Path) => Owned | undefined;

const OWNERS: readonly Owner[] = [espHome, gateway, radio, tasmota, homie, heating, inverter];

/**
 * Publishers that we understand without discovery also announce themselves by it. Their configurations then add names and
 * units to the device that is there, in place of a second one. Undefined for everything else. `zigbee`: the base topic of
 * Zigbee2MQTT.
 */
export function locate(topic: string, path: Path, zigbee = ZIGBEE): Owned | undefined {
  const found = zigbeeOwner(topic, path, zigbee);
  if (found) return found;
  for (const owner of OWNERS) {
    const owned = owner(topic, path);
    if (owned) return owned;
  }
  return undefined;
}

function owned(device: DeviceKey | undefined, metric: string): Owned | undefined {
  return device && { device, metric };
}

function zigbeeOwner(topic: string, path: Path, base: string): Owned | undefined {
  if (!topic.startsWith(`${base}/`)) return undefined;
  const device = deviceKey('zigbee2mqtt', base, topic.slice(base.length + 1));
  return owned(device, path === null || path.length === 0 ? 'state' : path.join('.'));
}

const COMPONENT =
  /^(.+)\/(?:sensor|binary_sensor|text_sensor|switch|number|select|light|fan|cover|lock|valve)\/([^/]+)\/state$/;

function espHome(topic: string): Owned | undefined {
  const [, prefix = '', metric = ''] = COMPONENT.exec(topic) ?? [];
  const isOwn = prefix === '' || prefix.startsWith('homeassistant');
  return isOwn ? undefined : owned(deviceKey('generic', '', prefix), metric);
}

/** OpenMQTTGateway leaves it open which gateway has heard a sensor: `+/+/BTtoMQTT/<address>`. */
const HEARD = /(?:^|\/)([^/]+)\/(?!CLIMA)[A-Za-z0-9_]+toMQTT(?:\/(.+))?$/;

function gateway(topic: string, path: Path): Owned | undefined {
  const [, name = '', heard = name] = HEARD.exec(topic) ?? [];
  const isNamed = heard !== '' && !/[+#]/.test(heard);
  return isNamed ? owned(deviceKey('openmqttgateway', '', heard), path?.join('.') ?? 'value') : undefined;
}

/** rtl_433's own script for discovery. */
function radio(topic: string): Owned | undefined {
  const place = valueTopic(newTopic(topic));
  return place && owned(deviceKey('rtl-433', '', place.device), place.metric);
}

const TASMOTA = /^(?:(.+)\/)?(?:tele|stat)\/(?:(.+)\/)?(SENSOR|STATE|HASS_STATE|LWT|RESULT|POWER\d*)$/;

/** Firmware before version 10 by default, and later on demand (`SetOption19`). */
function tasmota(topic: string, path: Path): Owned | undefined {
  const [, before, after, kind = ''] = TASMOTA.exec(topic) ?? [];
  const name = before ?? after;
  return name === undefined ? undefined : owned(deviceKey('tasmota', '', name), path?.join('.') ?? kind);
}

const HOMIE = /^homie\/(?:5\/)?([a-z0-9-]+)\/(?:([^/$]+)\/([^/$]+)|\$state)$/;

function homie(topic: string): Owned | undefined {
  const [, device = '', node = '', property = ''] = HOMIE.exec(topic) ?? [];
  return device === '' ? undefined : owned(deviceKey('homie', '', device), `${node}.${property}`);
}

function heating(topic: string, path: Path): Owned | undefined {
  const found = emsTopic(newTopic(topic));
  if (!found?.isNamed) return undefined;
  return owned(deviceKey(EMS_ESP, '', found.base), [...found.rest, ...(path ?? [])].join('.'));
}

function inverter(topic: string): Owned | undefined {
  const place = placeOf(newTopic(topic));
  return place?.isInverter === true ? owned(deviceKey('opendtu', '', place.device), place.metric) : undefined;
}
