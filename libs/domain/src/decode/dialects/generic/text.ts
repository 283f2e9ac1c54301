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
  return /[=:]/.test(text) ? (readNamed(text) ?? readColumns(text)) : readColumns(text);
}

function readNamed(text: string): TextValues | undefined {
  for (const separator of NAMED_SEPARATORS) {
    const parts = split(text, separator);
    const values = parts.map(namedValue);
    if (!values.every((value) => value !== undefined)) continue;
    const numbers = values.filter(([, value]) => NUMBER.test(value)).length;
    const isOne = values.length === 1 && /^\w+=\S+$/.test(text);
    if (numbers > 0 && (values.length > 1 || isOne)) return { values };
  }
  return undefined;
}

function namedValue(part: string): [string, string] | undefined {
  const [, name = '', value = ''] = NAMED.exec(part) ?? [];
  return name === '' ? undefined : [name.trim(), value.trim()];
}

/** Numbers by their places, the first of them perhaps a time. */
function readColumns(text: string): TextValues | undefined {
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
