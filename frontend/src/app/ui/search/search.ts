/**
 * Those of `items` whose text has every word of `query`, wherever it stands, without case. First come those in which
 * most of the words begin one of theirs, then the others, each in the order that they had. All of them without a query.
 */
export function search<T>(items: readonly T[], query: string, textOf: (item: T) => string): readonly T[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return items;
  const ranks: T[][] = words.map(() => []);
  const rest: T[] = [];
  for (const item of items) {
    const text = plain(textOf(item));
    if (!words.every((word) => text.includes(word))) continue;
    const begun = words.filter((word) => begins(text, word)).length;
    (ranks[words.length - begun] ?? rest).push(item);
  }
  return [...ranks.flat(), ...rest];
}

/** True if a word of `text` begins so: at its start, or after what is no letter and no digit. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !LETTER.test(text.charAt(at - 1))) return true;
  return false;
}

const LETTER = /[\p{L}\p{N}]/u;

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
