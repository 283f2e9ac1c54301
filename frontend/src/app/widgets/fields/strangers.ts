import { matchesGlob } from '@sensorium/domain/globs';
import { search } from '../../ui/search/search';

/** Offers for one that fits nothing. */
const MOST_MEANT = 3;

/** How a token reads, where that is not what it is. */
export type TokenNames = ReadonlyMap<string, string>;

/** A token that fits nothing that there is, and what somebody may have meant. */
export interface Stranger {
  token: string;
  meant: readonly string[];
}

/** Those of `known` in which every word that was typed stands, in what they are or how they read. */
export function knownWith(known: readonly string[], typed: string, names: TokenNames): readonly string[] {
  return search(known, typed.replaceAll('*', ' '), (one) => `${names.get(one) ?? ''} ${one}`);
}

/** The first of `tokens`, each a glob, that fits none of `known`; null where nothing is known to fit. */
export function strangerOf(
  tokens: readonly string[],
  known: readonly string[],
  names: TokenNames,
): Stranger | null {
  if (known.length === 0) return null;
  const token = tokens.find((one) => !names.has(one) && !known.some((text) => matchesGlob(one, text)));
  if (token === undefined) return null;
  const others = known.filter((one) => !tokens.includes(one));
  return { token, meant: knownWith(others, token, names).slice(0, MOST_MEANT) };
}

/** The token that reads like this, if it is the only one; else what was typed. */
export function tokenOf(typed: string, names: TokenNames): string {
  const text = typed.toLowerCase();
  const alike = [...names].filter(([, name]) => name.toLowerCase() === text);
  const [only] = alike;
  return only && alike.length === 1 && !names.has(typed) ? only[0] : typed;
}
