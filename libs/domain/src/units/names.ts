import { wordsOf } from './words.js';

/** Short forms that devices use, written out. */
const WRITTEN_OUT = new Map<string, string>([
  ['temp', 'temperature'],
  ['tmp', 'temperature'],
  ['tc', 'temperature'],
  ['tempc', 'temperature'],
  ['hum', 'humidity'],
  ['humi', 'humidity'],
  ['rh', 'humidity'],
  ['batt', 'battery'],
  ['bat', 'battery'],
  ['volt', 'voltage'],
  ['apower', 'power'],
  ['aenergy', 'energy'],
  ['freq', 'frequency'],
  ['linkquality', 'link quality'],
  ['lqi', 'link quality'],
  ['rssi', 'signal strength'],
  ['snr', 'signal-to-noise ratio'],
  ['lat', 'latitude'],
  ['lon', 'longitude'],
  ['lng', 'longitude'],
  ['alt', 'altitude'],
  ['acc', 'accuracy'],
  ['pm25', 'PM2.5'],
  ['pm10', 'PM10'],
  ['co2', 'CO₂'],
  ['voc', 'VOC'],
  ['tvoc', 'VOC'],
  ['uv', 'UV'],
  ['vcc', 'supply voltage'],
  ['soc', 'state of charge'],
]);

/** Words of an envelope, which say nothing in a name. */
const SILENT = new Set(['value', 'values', 'object', 'payload', 'decoded', 'data']);

/**
 * A name for people from the name of a metric, in English: `DS18B20.Temperature` is `DS18B20 temperature`, `tempc` is
 * `Temperature`. Words that look like names (with digits or all in capitals) stay as they are written.
 */
export function friendlyName(metric: string): string {
  const words = metric.split(/[\s._:/-]+/).flatMap((part) => (looksLikeName(part) ? [part] : wordsOf(part)));
  const kept = words.filter((word) => !SILENT.has(word));
  const text = (kept.length > 0 ? kept : words)
    .map((word) => WRITTEN_OUT.get(word.toLowerCase()) ?? word)
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function looksLikeName(part: string): boolean {
  return /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]+$/.test(part) && !WRITTEN_OUT.has(part.toLowerCase());
}
