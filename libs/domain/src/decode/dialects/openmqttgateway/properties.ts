import type { MetricMeta } from '@sensorium/contracts';
import { own, type JsonObject } from '../../envelope.js';
import { byEnd } from '../rtl-433/units.js';

/** What a device is, not what it measures. */
const ABOUT = new Set([
  'id',
  'mac',
  'mac_type',
  'adv_type',
  'name',
  'brand',
  'model',
  'model_id',
  'type',
  'track',
  'cidc',
  'acts',
  'cont',
  'encr',
  'prmac',
  'manufacturerdata',
  'servicedata',
  'servicedatauuid',
  'mfid',
  'uuid',
  'major',
  'minor',
  'seq',
  'packet',
  'packet_1',
  'packet_2',
  'unit',
  'addr',
  'raw',
  'origin',
  // Settings of a gateway.
  'mqttp',
  'mqttport',
  'mqtts',
  'mqttv',
  'cnt_index',
]);

/** Names of Theengs' properties (documentation, "Theengs Decoder"), and those of gateways, with their units. */
const UNITS: readonly [RegExp, string][] = [
  [/^tempc\d*(?:_\w+)?$/, '°C'],
  [/^tempf\d*(?:_\w+)?$/, '°F'],
  [/^(?:hum|batt|moi|position)$/, '%'],
  [/^volt\d*$/, 'V'],
  [/^(?:rssi|avgrssi|rssithreshold|txpower|tx)$/, 'dBm'],
  [/^snr$/, 'dB'],
  [/^(?:distance|altim)$/, 'm'],
  [/^altift$/, 'ft'],
  [/^lux$/, 'lx'],
  [/^fer$/, 'µS/cm'],
  [/^pres$/, 'hPa'],
  [/^pa$/, 'Pa'],
  [/^weight$/, 'kg'],
  [/^impedance$/, 'Ω'],
  [/^co2$/, 'ppm'],
  [/^pm(?:1|25|10)$/, 'µg/m³'],
  [/^acc[xyz]$/, 'm/s²'],
  [/^power$/, 'W'],
  [/^energy$/, 'kWh'],
  [/^current$/, 'A'],
  [/^(?:uptime|seconds|duration)$/, 's'],
  [/^litres$/, 'L'],
  [/^act_bpm$/, 'bpm'],
  [/^rot$/, '°'],
  [/^(?:free|min)mem$/i, 'B'],
];

export function measured(body: JsonObject): JsonObject {
  const entries = Object.entries(body).filter(([name]) => !ABOUT.has(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, flagOf(value)]));
}

/** Some modules write their flags as texts. */
function flagOf(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/**
 * Units that a message states for its metrics: scales say in which unit they weigh, and tyres are told by their model.
 */
export function unitsOf(
  body: JsonObject,
  metrics: readonly string[],
): readonly (string | undefined)[] | undefined {
  const stated = new Map([
    ['weight', textOf(body, 'unit')],
    ['pres', textOf(body, 'model_id')?.startsWith('TPMS') === true ? 'bar' : undefined],
  ]);
  const units = metrics.map((metric) => stated.get(metric));
  return units.some((unit) => unit !== undefined) ? units : undefined;
}

function textOf(body: JsonObject, key: string): string | undefined {
  const value = own(body, key);
  return typeof value === 'string' && value !== '' && value.length < 32 ? value : undefined;
}

/** Those of modules with a place in their names go by the last word: `bme.tempc`. Radio is named as by rtl_433. */
export function documented(name: string): MetricMeta | undefined {
  const word = name.slice(name.lastIndexOf('.') + 1);
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  return unit === undefined ? byEnd(word) : { unit };
}
