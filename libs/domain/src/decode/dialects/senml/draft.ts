import { isJsonObject, own, type JsonObject } from '../../envelope.js';

/** Labels of the drafts before 2016 that RFC 8428 names differently. */
const RENAMED = new Map<string, string>([
  ['sv', 'vs'],
  ['bv', 'vb'],
]);

/**
 * The records of a document as the drafts had it, which many devices still send: an object (or a list of them) with base
 * values and its entries in `e` (draft-jennings-senml-10, section 4). Undefined for anything else.
 */
export function readDraft(body: unknown): unknown[] | undefined {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  const records = list.map(recordsOf);
  return records.length > 0 && records.every((one) => one !== undefined) ? records.flat() : undefined;
}

function recordsOf(document: unknown): JsonObject[] | undefined {
  if (!isJsonObject(document)) return undefined;
  const entries = own(document, 'e');
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isEntry)) return undefined;
  // A base of a document before is none of this one.
  const base = { bn: textOf(document, 'bn') ?? '', bt: own(document, 'bt') ?? 0, bu: own(document, 'bu') };
  return entries.map((entry, place) => ({ ...(place === 0 && base), ...renamed(entry) }));
}

function isEntry(entry: unknown): entry is JsonObject {
  return isJsonObject(entry) && ['v', 'sv', 'vs', 'bv', 'vb'].some((label) => Object.hasOwn(entry, label));
}

function textOf(object: JsonObject, label: string): string | undefined {
  const text = own(object, label);
  return typeof text === 'string' ? text : undefined;
}

/** An entry with the labels of today, and numbers that were written as texts. */
function renamed(entry: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([label]) => !label.startsWith('b') || label === 'bv')
      .map(([label, value]) => [RENAMED.get(label) ?? label, label === 'v' ? numberIn(value) : value]),
  );
}

function numberIn(value: unknown): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Number.isNaN(number) ? value : number;
}
