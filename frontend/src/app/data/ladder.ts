import type { Transport } from './connection';

/** What can carry the line, the best first. */
export const LADDER: readonly Transport[] = ['websocket', 'polling', 'streaming', 'asking'];

/** A WebSocket that went sooner than this was not let live, ms. */
const SHORT_LIFE_MS = 10_000;

/** So many short lives in a row, and another transport goes first. */
const SHORT_LIVES = 2;

/**
 * What an attempt tries, in order: what carried the line last, then the others from the best down. The first attempt
 * stops at Socket.IO: where nobody answers, plain HTTP has no more to say, and a server that starts is spared.
 */
export function rungsToTry(first: Transport, failures: number): Transport[] {
  const all = [first, ...LADDER.filter((rung) => rung !== first)];
  return failures === 0 ? all.slice(0, 2) : all;
}

/** What is better than `rung`, the best first. */
export function rungsAbove(rung: Transport): readonly Transport[] {
  return LADDER.slice(0, LADDER.indexOf(rung));
}

/** Sees when something in between lets a WebSocket open and then kills it. */
export class ShortLives {
  #count = 0;

  /** What to begin with after `rung` has gone, having lived for `ms`. */
  after(rung: Transport, ms: number): Transport {
    if (rung !== 'websocket' || ms >= SHORT_LIFE_MS) {
      this.#count = 0;
      return rung;
    }
    this.#count += 1;
    return this.#count >= SHORT_LIVES ? 'polling' : rung;
  }
}
