import type { Literal, TemplateResult } from './template-filters.js';

/** One of two words, by how a value compares with another; without a comparison by whether it is true. */
export interface Choice {
  comparison: string | undefined;
  other: Literal;
  then: Literal;
  otherwise: Literal;
}

/** Comparisons as Python has them: truth is the number 1, and a text is never a number. */
const COMPARISONS = new Map<string, (one: unknown, other: Literal) => boolean>([
  ['==', (one, other) => isSame(one, other)],
  ['!=', (one, other) => !isSame(one, other)],
  ['<', (one, other) => isNumber(one) && Number(one) < Number(other)],
  ['>', (one, other) => isNumber(one) && Number(one) > Number(other)],
  ['<=', (one, other) => isNumber(one) && Number(one) <= Number(other)],
  ['>=', (one, other) => isNumber(one) && Number(one) >= Number(other)],
]);

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isSame(one: unknown, other: Literal): boolean {
  return isNumber(one) && isNumber(other) ? Number(one) === Number(other) : one === other;
}

export function isComparison(sign: string | undefined): sign is string {
  return sign !== undefined && COMPARISONS.has(sign);
}

/** Of a value that is not there nothing is chosen: such a message is about something else. */
export function chosen(picked: TemplateResult, choice: Choice): TemplateResult {
  if (!picked) return undefined;
  const compare = choice.comparison === undefined ? undefined : COMPARISONS.get(choice.comparison);
  const is = compare ? compare(picked.value, choice.other) : isTrue(picked.value);
  return { value: is ? choice.then : choice.otherwise };
}

function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
