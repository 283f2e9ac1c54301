import type { Micros } from '../time/index.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 22;

/** Odd numbers without pattern, one a lane. */
const MULTIPLIERS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const;

/**
 * Id of an incident: 22 of `A-Z a-z 0-9 - _` (128 bits), the same whenever the same problem is found again. It tells
 * incidents apart, and keeps nobody from guessing one.
 */
export function incidentId(
  rule: string,
  uid: string | null,
  metric: string | null,
  startedAt: Micros,
): string {
  const lanes = hash(JSON.stringify([rule, uid, metric, startedAt]));
  let rest = lanes.reduce((bits, lane) => (bits << 32n) | BigInt(lane), 0n);
  let id = '';
  for (let at = 0; at < LENGTH; at++) {
    id += ALPHABET.charAt(Number(rest & 63n));
    rest >>= 6n;
  }
  return id;
}

/** Four lanes of 32 bits; each step stirs one into the next, and so do some rounds at the end. */
function hash(text: string): number[] {
  const lanes = MULTIPLIERS.map((multiplier) => multiplier ^ text.length);
  for (let at = 0; at < text.length; at++)
    for (let lane = 0; lane < 4; lane++) stir(lanes, lane, text.charCodeAt(at));
  for (let round = 0; round < 4; round++) for (let lane = 0; lane < 4; lane++) stir(lanes, lane, round);
  return lanes.map((lane) => lane >>> 0);
}

function stir(lanes: number[], lane: number, input: number): void {
  const before = lanes[(lane + 3) % 4] ?? 0;
  const mixed = Math.imul((lanes[lane] ?? 0) ^ input ^ (before >>> 15), MULTIPLIERS[lane] ?? 1);
  lanes[lane] = (mixed ^ (mixed >>> 13)) + before;
}
