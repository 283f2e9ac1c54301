import type { TextKey } from '../../ui/texts/keys';
import type { Join, Operator } from './draft';

/** Places of a sentence that are filled with fields, or with what stands in them. */
export const SLOTS = [
  'channels',
  'severity',
  'metric',
  'scope',
  'operator',
  'value',
  'clear',
  'low',
  'high',
  'deadband',
  'per',
  'after',
  'for',
  'clearFor',
] as const;
export type Slot = (typeof SLOTS)[number];

/** A piece of a sentence: words, or the place of a field. */
export type Piece = { slot: Slot } | { words: string };

type Pattern = 'beyond' | 'range' | 'equality' | 'rate' | 'silent' | 'flatline';

const PATTERNS: Readonly<Record<Operator, Pattern>> = {
  above: 'beyond',
  below: 'beyond',
  outside: 'range',
  inside: 'range',
  equals: 'equality',
  'not-equals': 'equality',
  rises: 'rate',
  falls: 'rate',
  silent: 'silent',
  flatline: 'flatline',
};

/** Key of the sentence of a rule; several conditions have one of their own. */
export function sentenceKey(operator: Operator | Join): TextKey {
  if (operator === 'all' || operator === 'any') return 'rules.sentence.joined';
  return `rules.sentence.${PATTERNS[operator]}`;
}

/** Key of one condition of several. */
export function partKey(operator: Operator): TextKey {
  return `rules.part.${PATTERNS[operator]}`;
}

/** Key of the condition in short, for lists. */
export function briefKey(operator: Operator | Join): TextKey {
  if (operator === 'all' || operator === 'any') return 'rules.brief.joined';
  return `rules.brief.${PATTERNS[operator]}`;
}

/**
 * A sentence of the catalogue in its pieces: what stands in single braces is a place, so that each language has its own
 * order.
 */
export function piecesOf(sentence: string): Piece[] {
  return sentence.split(/(\{\w+\})/u).flatMap((piece): Piece[] => {
    const slot = SLOTS.find((one) => piece === `{${one}}`);
    if (slot) return [{ slot }];
    return piece.trim() === '' ? [] : [{ words: piece.trim() }];
  });
}

/** A sentence with its places filled. */
export function filled(sentence: string, fill: (slot: Slot) => string): string {
  return sentence.replace(/\{(\w+)\}/gu, (whole, name: string) => {
    const slot = SLOTS.find((one) => one === name);
    return slot ? fill(slot) : whole;
  });
}
