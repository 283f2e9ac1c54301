import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import { bestReception } from '../../lorawan.js';
import { rejected } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';

/** An uplink as version 2 wrote it (The Things Network, "MQTT Data API"), which archives and bridges still hold. */
export function isVersion2(body: JsonObject): boolean {
  return typeof own(body, 'dev_id') === 'string' && typeof own(body, 'app_id') === 'string';
}

export function decodeVersion2(body: JsonObject): DialectOutcome<never> {
  const device = deviceKey('things-stack', String(own(body, 'app_id')), String(own(body, 'dev_id')));
  if (!device) return rejected('bad-id');
  const about = own(body, 'metadata');
  const metadata = isJsonObject(about) ? about : {};
  const fields = own(body, 'payload_fields');
  const values = { ...bestReception(own(metadata, 'gateways')), ...(isJsonObject(fields) ? fields : {}) };
  return valuesOutcome(device, values, { stamp: readStamp(own(metadata, 'time')) });
}
