/** Where a piece of code names texts of the catalogue. */
export interface Mentions {
  /** Every text in quotes: a key may be kept in a table first and looked up later. */
  quoted: Set<string>;
  /** The fixed start and end of texts that are put together, such as `presence.${state}`. */
  patterns: { start: string; end: string }[];
  /** What is certainly looked up, with the place. */
  lookups: { key: string; counted: boolean; place: string }[];
}

/** Functions and pipes whose first argument is a key; the second kind takes the stem of `.one` and `.other`. */
const LOOKUPS = new Set(['t', 'translate', 'translateSignal', 'selectTranslate', 'transloco']);
const COUNTED = new Set(['count']);

export function noMentions(): Mentions {
  return { quoted: new Set(), patterns: [], lookups: [] };
}

/** Notes the call of `name` if it looks a text up. */
export function noteLookup(mentions: Mentions, name: string, key: string, place: string): void {
  if (LOOKUPS.has(name) || COUNTED.has(name))
    mentions.lookups.push({ key, counted: COUNTED.has(name), place });
}

/** Texts that are looked up and stand in no catalogue. */
export function unknownKeys({ lookups }: Mentions, keys: ReadonlySet<string>): string[] {
  return lookups
    .filter(({ key, counted }) => !keys.has(counted ? `${key}.other` : key))
    .map(({ key, place }) => `${place}: no text ${key}`);
}

/** Texts of the catalogue that nothing mentions. */
export function unusedKeys({ quoted, patterns }: Mentions, keys: ReadonlySet<string>): string[] {
  return [...keys].filter((key) => {
    const stem = key.replace(/\.(one|other)$/u, '');
    const built = patterns.some(
      ({ start, end }) => key.startsWith(start) && (key.endsWith(end) || stem.endsWith(end)),
    );
    return !built && !quoted.has(key) && !quoted.has(stem);
  });
}
