import { isJsonObject, own, type JsonObject } from './envelope.js';

/** Units of what network servers tell of the radio and the battery of a LoRaWAN device. */
export const LORAWAN_UNITS = new Map<string, string>([
  ['rssi', 'dBm'],
  ['snr', 'dB'],
  ['margin', 'dB'],
  ['batteryLevel', '%'],
  ['battery_percentage', '%'],
  ['latitude', '°'],
  ['longitude', '°'],
  ['altitude', 'm'],
  ['accuracy', 'm'],
]);

const SNR_KEYS = ['snr', 'loRaSNR', 'lora_snr'];

/** `rssi` and `snr` at the gateway that heard an uplink best; a list of gateways would be other series each time. */
export function bestReception(receptions: unknown): JsonObject {
  let best: { rssi: number; snr?: number } | undefined;
  for (const one of Array.isArray(receptions) ? (receptions as unknown[]) : []) {
    if (!isJsonObject(one)) continue;
    const rssi = own(one, 'rssi');
    const snr = SNR_KEYS.map((key) => own(one, key)).find((value) => typeof value === 'number');
    if (typeof rssi !== 'number' || (best && best.rssi >= rssi)) continue;
    best = typeof snr === 'number' ? { rssi, snr } : { rssi };
  }
  return best ? { ...best } : {};
}

/** The coordinates of a location that a network server solved or was told. */
export function coordinatesOf(location: unknown): JsonObject {
  if (!isJsonObject(location)) return {};
  const entries = ['latitude', 'longitude', 'altitude', 'accuracy'].map((key) => [key, own(location, key)]);
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'number')) as JsonObject;
}
