import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

/** Values of a list that are written at once: about a millisecond. */
const SLICE = 8_192;

/** Characters that are collected before they are handed on. */
const PIECE = 65_536;

/** A long list of an answer, made slice by slice. An array is one. */
export interface LongList {
  readonly length: number;
  slice(from: number, to: number): readonly unknown[];
}

/** An object of an answer: what is short, and its long lists. */
export interface LongObject {
  fields: Readonly<Record<string, unknown>>;
  lists: Readonly<Record<string, LongList>>;
}

/** Numbers as a list; `map` makes of each what the answer shows. */
export function listOf(numbers: Float64Array, map: (value: number) => unknown = (value) => value): LongList {
  const slice = (from: number, to: number): unknown[] => Array.from(numbers.subarray(from, to), map);
  return { length: numbers.length, slice };
}

/**
 * The JSON of `{...fields, [name]: objects}` as a stream. It is made while it is read, in slices between which
 * everything else has its turn.
 */
export function longJson(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  objects: Iterable<LongObject>,
): Readable {
  return Readable.from(pieces(openList(fields, name), objects), { objectMode: false });
}

async function* pieces(head: string, objects: Iterable<LongObject>): AsyncGenerator<string> {
  let text = head;
  for (const part of parts(objects)) {
    text += part;
    if (text.length < PIECE) continue;
    yield text;
    text = '';
    await turn();
  }
  yield `${text}]}`;
}

function* parts(objects: Iterable<LongObject>): Generator<string> {
  let isFirst = true;
  for (const object of objects) {
    if (!isFirst) yield ',';
    isFirst = false;
    yield* partsOf(object);
  }
}

function* partsOf({ fields, lists }: LongObject): Generator<string> {
  let text = JSON.stringify(fields).slice(0, -1);
  for (const [name, list] of Object.entries(lists)) {
    yield `${text}${separator(text)}${JSON.stringify(name)}:[`;
    for (let from = 0; from < list.length; from += SLICE) {
      const slice = JSON.stringify(list.slice(from, from + SLICE)).slice(1, -1);
      yield from === 0 ? slice : `,${slice}`;
    }
    text = ']';
  }
  yield `${text}}`;
}

function openList(fields: Readonly<Record<string, unknown>>, name: string): string {
  const text = JSON.stringify(fields).slice(0, -1);
  return `${text}${separator(text)}${JSON.stringify(name)}:[`;
}

function separator(text: string): string {
  return text === '{' ? '' : ',';
}
