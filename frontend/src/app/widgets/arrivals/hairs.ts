/** When messages came, oldest first, ms of the server's clock. */
export interface ArrivalSource {
  readonly length: number;
  time(index: number): number;
}

/**
 * Places of the hairs on a line of `width` px that ends at `now` and shows `windowMs`. Whole px, each at most
 * once, newest first. A message newer than `now`, which moves once a second, stands at the right edge.
 */
export function* hairs(
  source: ArrivalSource,
  now: number,
  windowMs: number,
  width: number,
): Generator<number> {
  let last = Infinity;
  for (let i = source.length - 1; i >= 0; i--) {
    const age = Math.max(0, now - source.time(i));
    if (age > windowMs) return;
    const x = Math.round(width * (1 - age / windowMs));
    if (x < last) yield x;
    last = x;
  }
}
