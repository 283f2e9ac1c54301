import { readQuantity } from './quantity.js';

/** Values of a text that is no JSON, by their names or their places, and the text of a time that it begins with. */
export interface TextValues {
  values: [name: string, value: string][];
  time?: string;
}

/** Longer texts are prose. */
const TEXT_MAX = 4_096;

const NAMED = /^"?([A-Za-z_][^"=:;,&|]{0,63}?)"?\s*[=:]\s*"?([^"]*?)"?$/;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?$/;
const NAMED_SEPARATORS = ['\n', ';', '&', '|', ',', /\s+/];
const COLUMN_SEPARATORS = [/[;\t|]/, ',', /\s+/];

/** Reads `temp=21.5;hum=60`, `T:21.5,H:60` and `21.5,60.2,1013`; undefined for a text that is none of these. */
export function readText(text: string): TextValues | undefined {
  if (text.length > TEXT_MAX || !/\d/.test(text)) return undefined;
  const named = /[=:]/.test(text) ? readNamed(text) : undefined;
  return named ?? readColumns(text) ?? readAlternating(text);
}

/** A name and a value in turn: `t|15|k|abc` (FIWARE's Ultralight 2.0), perhaps after a time; with commas all numbers. */
function readAlternating(text: string): TextValues | undefined {
  const separator = text.includes('|') ? '|' : ',';
  const parts = split(text, separator);
  const time = DAY.test(parts[0] ?? '') ? parts.shift() : undefined;
  const names = parts.filter((_, place) => place % 2 === 0);
  const values = parts.filter((_, place) => place % 2 === 1);
  const numbers = values.filter((value) => NUMBER.test(value)).length;
  const isEnough = separator === '|' ? numbers > 0 : numbers > 1 && numbers === values.length;
  if (!isEnough || names.length !== values.length || !names.every((name) => WORD.test(name)))
    return undefined;
  const pairs = names.map((name, place): [string, string] => [name, values[place] ?? '']);
  return time === undefined ? { values: pairs } : { values: pairs, time };
}

const WORD = /^[A-Za-z_]\w{0,63}$/;

function readNamed(text: string): TextValues | undefined {
  for (const separator of NAMED_SEPARATORS) {
    const parts = split(text, separator);
    const values = (separator === '&' ? parts.map(unescaped) : parts).map(namedValue);
    if (!values.every((value) => value !== undefined)) continue;
    const numbers = values.filter(([, value]) => isNumber(value)).length;
    const isOne = values.length === 1 && /^\w+=\S+$/.test(text);
    if (numbers > 0 && (values.length > 1 || isOne)) return { values };
  }
  return undefined;
}

/** A part of a form as browsers send it: `+` is a space, `%3A` a colon. */
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

/** A number, with its unit or without. */
function isNumber(text: string): boolean {
  return NUMBER.test(text) || typeof readQuantity(text).value === 'number';
}

function namedValue(part: string): [string, string] | undefined {
  const [, name = '', value = ''] = NAMED.exec(part) ?? [];
  return name === '' ? undefined : [name.trim(), value.trim()];
}

/** A number and words about it: `1.543;ok`. */
const WITH_WORDS = /^[-+]?\d+(?:\.\d+)?(?:;[a-z][a-z_]{0,15})+$/;

/** Numbers by their places, the first of them perhaps a time. */
function readColumns(text: string): TextValues | undefined {
  if (WITH_WORDS.test(text)) return { values: text.split(';').map((part, place) => [String(place), part]) };
  for (const separator of COLUMN_SEPARATORS) {
    const parts = split(text, separator).map((part) => part.replace(DECIMAL_COMMA, '$1.$2'));
    if (parts.length < 2) continue;
    const [first = '', ...rest] = parts;
    const columns = parts.map((part, place): [string, string] => [String(place), part]);
    if (!rest.every((part) => NUMBER.test(part))) continue;
    if (EPOCH.test(first) || DAY.test(first)) return { values: columns.slice(1), time: first };
    if (NUMBER.test(first)) return { values: columns };
  }
  return undefined;
}

const DECIMAL_COMMA = /^([-+]?\d+),(\d+)$/;
const EPOCH = /^1\d{9}(?:\.\d+|\d{3})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

function split(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
