import type { Micros } from '../../../time/index.js';
import { decoded, ignored, rejected, type Decoded, type Ignored, type Rejected } from '../../outcome.js';
import { Collector } from './collect.js';
import { readWhen } from './times.js';
import { genericKey } from './topic.js';

/** A value of a line: its metric, the number as text, and its unit. */
type Value = readonly [metric: string, text: string | undefined, unit?: string | undefined];

/** Reads the values of one line and the text of their time; `cells` are what follows the number of the template. */
type Template = (cells: readonly string[]) => { values: Value[]; time: string | undefined };

/** Static templates with measurements (Cumulocity, "MQTT static templates"): all others describe, alert or answer. */
const TEMPLATES = new Map<string, Template>([
  [
    '200',
    ([fragment = '', series = '', value, unit, time]) => ({
      values: [[`${fragment}.${series}`, value, unit]],
      time,
    }),
  ],
  ['201', ([, time, ...cells]) => ({ values: seriesOf(cells), time })],
  [
    '210',
    ([rssi, errors, time]) => ({
      values: [
        ['c8y_SignalStrength.rssi', rssi, 'dBm'],
        ['c8y_SignalStrength.ber', errors, '%'],
      ],
      time,
    }),
  ],
  ['211', ([value, time]) => ({ values: [['c8y_TemperatureMeasurement.T', value, '°C']], time })],
  ['212', ([value, time]) => ({ values: [['c8y_Battery.level', value, '%']], time })],
  ['401', placeOf],
  ['402', placeOf],
]);

function seriesOf(cells: readonly string[]): Value[] {
  const values: Value[] = [];
  for (let at = 0; at + 2 < cells.length; at += 4) {
    values.push([`${cells[at] ?? ''}.${cells[at + 1] ?? ''}`, cells[at + 2], cells[at + 3]]);
  }
  return values;
}

function placeOf([lat, lon, alt, accuracy, time]: readonly string[]): ReturnType<Template> {
  const values: Value[] = [
    ['lat', lat, '°'],
    ['lon', lon, '°'],
    ['alt', alt, 'm'],
    ['accuracy', accuracy, 'm'],
  ];
  return { values, time };
}

/** How the platform is to process what comes: kept, transient, quiescent, or for events alone. */
const MODES = new Set(['s', 't', 'q', 'c']);
const LINE = /^\d{3}(?:,|$)/;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/;

/**
 * Decodes SmartREST 2.0 on `[<prefix>/]s/us[/<child>]`: lines of comma separated cells, the first the number of a
 * template. The device is the child, else the prefix, else whoever is connected. Undefined for any other message.
 */
export function decodeSmartRest(
  path: readonly string[],
  text: string,
  now: Micros,
): Decoded | Ignored | Rejected | undefined {
  const at = path.findIndex((level, place) => MODES.has(level) && path[place + 1] === 'us');
  if (at < 0 || path.length > at + 3) return undefined;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || !lines.every((line) => LINE.test(line))) return undefined;
  const child = path.slice(at + 2);
  const owner = child.length > 0 ? child : path.slice(0, at > 0 ? at : 2);
  const device = genericKey(owner);
  if (!device) return rejected('bad-id');
  const into = new Collector(device);
  for (const line of lines) {
    if (takeLine(line, into, now) === 'too-many-values') return rejected('too-many-values');
  }
  return into.facts.size + into.rejected.length > 0
    ? decoded([...into.facts.values()], into.rejected)
    : ignored('metadata');
}

function takeLine(line: string, into: Collector, now: Micros): ReturnType<Collector['leaf']> {
  const [id = '', ...cells] = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const read = TEMPLATES.get(id)?.(cells);
  const when = readWhen(read?.time, now) ?? { stamp: undefined };
  for (const [metric, value = '', unit = ''] of read?.values ?? []) {
    if (!NUMBER.test(value)) continue;
    const reason = into.leaf(Number(value), metric, when, unit === '' ? undefined : unit);
    if (reason) return reason;
  }
  return undefined;
}
