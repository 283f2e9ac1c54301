/**
 * True if the whole text fits the pattern: `*` stands for any characters but `/`, `**` for any at all, everything
 * else for itself. Takes at most |pattern| x |text| steps, whatever they are.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = tokensOf(pattern);
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(text.length + 1);
    for (let at = 0; at <= text.length; at++) {
      if (token === '*' || token === '**') next[at] = isReached(token, { reached, next, text, at });
      else if (at > 0) next[at] = text[at - 1] === token ? (reached[at - 1] ?? 0) : 0;
    }
    reached = next;
  }
  return reached[text.length] === 1;
}

interface Place {
  reached: Uint8Array;
  next: Uint8Array;
  text: string;
  at: number;
}

/** A wildcard reaches a place that was reached before it, or the one after a place that it has reached itself. */
function isReached(token: '*' | '**', { reached, next, text, at }: Place): 0 | 1 {
  if (reached[at] === 1) return 1;
  if (at === 0 || next[at - 1] !== 1) return 0;
  return token === '**' || text[at - 1] !== '/' ? 1 : 0;
}

/** The pattern as characters and wildcards. */
function tokensOf(pattern: string): string[] {
  return pattern.match(/\*\*|[^]/g) ?? [];
}
