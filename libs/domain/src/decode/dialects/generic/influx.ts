import type { Rejection } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import { isJsonObject, own } from '../../envelope.js';
import type { RawValue } from '../../outcome.js';
import { readStamp } from '../../stamp.js';

/** One line: its tags in the order of their names, its fields, and its time. */
export interface InfluxPoint {
  measurement: string;
  tags: [key: string, value: string][];
  fields: [key: string, value: RawValue][];
  stamp: Micros | undefined;
}

/** Names, tags and fields may have `\` before a comma, a space or an equals sign; fields may be quoted. */
const NAME = String.raw`(?:\\.|[^\s,=\\])+`;
const FIELD = String.raw`${NAME}=(?:"(?:\\.|[^"\\])*"|[^\s,"]+)`;
const LINE = new RegExp(
  String.raw`^(${NAME})((?:,${NAME}=${NAME})*) +(${FIELD}(?:,${FIELD})*)(?: +(-?\d{1,19}))?\s*$`,
);
const PAIRS = new RegExp(String.raw`(${NAME})=("(?:\\.|[^"\\])*"|(?:\\.|[^\s,"\\])+)`, 'g');
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[iu]?$/;

/** Lines longer than this are refused: no device writes them. */
const LINE_MAX = 65_536;

/**
 * Reads a body in the line protocol of InfluxDB 2 (reference "Line protocol"). Undefined unless its first line is one;
 * later lines that are none are named by their place.
 */
export function readInflux(text: string): { points: InfluxPoint[]; rejected: Rejection[] } | undefined {
  const points: InfluxPoint[] = [];
  const rejected: Rejection[] = [];
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const point = line.length > LINE_MAX ? undefined : readLine(line.trim());
    if (point) points.push(point);
    else if (points.length === 0) return undefined;
    else rejected.push({ path: `line ${place + 1}`, reason: 'bad-line' });
  }
  return points.length > 0 ? { points, rejected } : undefined;
}

function readLine(line: string): InfluxPoint | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, measurement = '', tags = '', fields = '', time] = match;
  const values = pairsOf(fields).map(([key, raw]) => [key, fieldValue(raw)] as const);
  if (values.some(([, value]) => value === undefined)) return undefined;
  return {
    measurement: unescaped(measurement),
    tags: pairsOf(tags)
      .map(([key, value]): [string, string] => [key, unescaped(value)])
      .sort(byName),
    fields: values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    stamp: time === undefined ? undefined : readStamp(time),
  };
}

function pairsOf(text: string): [string, string][] {
  return [...text.matchAll(PAIRS)].map(([, key = '', value = '']) => [unescaped(key), value]);
}

function byName([one]: [string, string], [other]: [string, string]): number {
  return one < other ? -1 : 1;
}

function fieldValue(raw: string): RawValue | undefined {
  if (raw.startsWith('"')) return unescaped(raw.slice(1, -1));
  if (NUMBER.test(raw)) return Number(raw.replace(/[iu]$/, ''));
  if (/^(t|true)$/i.test(raw)) return true;
  return /^(f|false)$/i.test(raw) ? false : undefined;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

/**
 * Points in the JSON format of Telegraf (`{"name", "tags", "fields", "timestamp"}`, alone or as `metrics`), else
 * undefined.
 */
export function readTelegraf(value: object): InfluxPoint[] | undefined {
  const metrics = isJsonObject(value) ? own(value, 'metrics') : undefined;
  const list: unknown[] = Array.isArray(metrics) ? metrics : [value];
  const points = list.map(pointOf);
  return points.length > 0 && points.every((point) => point !== undefined) ? points : undefined;
}

function pointOf(value: unknown): InfluxPoint | undefined {
  if (!isJsonObject(value)) return undefined;
  const measurement = own(value, 'name');
  const fields = own(value, 'fields');
  const tags = own(value, 'tags');
  if (typeof measurement !== 'string' || !isJsonObject(fields) || !isJsonObject(tags)) return undefined;
  return {
    measurement,
    tags: Object.entries(tags)
      .map(([key, tag]): [string, string] => [key, String(tag)])
      .sort(byName),
    fields: Object.entries(fields).filter((field): field is [string, RawValue] => isScalar(field[1])),
    stamp: readStamp(own(value, 'timestamp')),
  };
}

function isScalar(value: unknown): value is RawValue {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
}
