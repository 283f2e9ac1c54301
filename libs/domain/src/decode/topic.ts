/** A topic with its levels, made once for each topic in use: recognisers and caches go by this object. */
export interface Topic {
  readonly text: string;
  /** Levels as they stand, empty ones included: `/a//b` has four. */
  readonly levels: readonly string[];
  /** Levels without the empty ones. */
  readonly path: readonly string[];
}

export function newTopic(text: string): Topic {
  const levels = text.split('/');
  return { text, levels, path: levels.includes('') ? levels.filter((level) => level !== '') : levels };
}
