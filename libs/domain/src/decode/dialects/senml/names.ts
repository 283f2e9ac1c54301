import type { Topic } from '../../topic.js';
import type { Resolved } from './pack.js';

/** Which device a record is of, and what of it. */
export interface Named {
  device: string;
  metric: string;
}

/** A device URN (RFC 9039), and what follows it. */
const DEVICE_URN = /^(urn:dev:[a-z]+:[^:/_]+)[:/_](.+)$/i;
const SEPARATORS = /[:/._-]+$/;

/** Units that say which of several values a record with nothing but the name of the device has (RFC 8428, 5.1.3). */
const COORDINATES = new Set(['lon', 'lat', 'alt']);

/** Words of measured quantities: a bare name of one of them is no device. Changing them would rename devices. */
const QUANTITY =
  /temp|hum|press|volt|curr|power|energy|watt|batt|level|light|lux|illum|co2|voc|pm\d|flow|speed|count|rssi|snr|moist|rain|wind|motion|door|state|status/i;

/**
 * Names of the records of a pack. A base name is the device, without the separator at its end. Without one it is the
 * URN in the name or what stands before its last `/` or `:`. A bare name is a metric of the device that the topic names
 * if the pack has several, or if it is that of a quantity; else it is the device.
 */
export function nameRecords(records: readonly Resolved[], topic: Topic): Map<Resolved, Named> {
  const bare = new Set(records.filter(({ base }) => base === '').map(({ name }) => name));
  const units = new Map<string, string>();
  const names = new Map<Resolved, Named>();
  for (const record of records) {
    const { device, metric } = split(record, bare.size > 1, topic);
    names.set(record, { device, metric: metric || ownMetric(device, record, units) });
  }
  return names;
}

function split({ base, name, unit }: Resolved, hasSeveral: boolean, topic: Topic): Named {
  if (base !== '' && name !== '') return { device: base.replace(SEPARATORS, '') || base, metric: name };
  const whole = base + name;
  const [, urn = '', rest = ''] = DEVICE_URN.exec(whole) ?? [];
  if (base !== '')
    return urn === '' || rest === ''
      ? { device: whole.replace(SEPARATORS, '') || whole, metric: '' }
      : { device: urn, metric: rest };
  if (urn !== '') return { device: urn, metric: rest };
  if (/^urn:/i.test(whole)) return { device: whole, metric: '' };
  const cut = Math.max(whole.lastIndexOf('/'), whole.lastIndexOf(':'));
  if (cut > 0 && cut < whole.length - 1) return { device: whole.slice(0, cut), metric: whole.slice(cut + 1) };
  const isMetric = hasSeveral || unit !== undefined || QUANTITY.test(whole);
  return isMetric ? { device: deviceOf(topic), metric: whole } : { device: whole, metric: '' };
}

/** The levels of a topic without a last one that only names the format. */
function deviceOf({ path }: Topic): string {
  const isFormat = path.length > 1 && /^(senml|json|cbor|data|telemetry|messages)$/i.test(path.at(-1) ?? '');
  return (isFormat ? path.slice(0, -1) : path).join('/');
}

/** `value`; where a pack has values of several units under the name of the device, the further ones are named by unit. */
function ownMetric(device: string, { unit = '' }: Resolved, units: Map<string, string>): string {
  if (COORDINATES.has(unit)) return unit;
  const first = units.get(device);
  if (first === undefined) units.set(device, unit);
  return first === undefined || first === unit || unit === '' ? 'value' : unit;
}
