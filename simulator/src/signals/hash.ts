/** Mixes two 32-bit numbers into one that looks random, always the same for the same input. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Key of a text (FNV-1a over its UTF-16 units), for `mix`. */
export function keyOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Number of [0, 1) for the n-th draw of `key`. */
export function unit(key: number, n: number): number {
  return mix(key, n) / 0x1_0000_0000;
}

/** Number of [low, high) for the n-th draw of `key`. */
export function between(key: number, n: number, low: number, high: number): number {
  return low + unit(key, n) * (high - low);
}
