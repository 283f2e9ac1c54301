import { LIMITS } from '@sensorium/contracts';
import { expect, it } from 'vitest';
import { decode, EMPTY_DECODE_STATE } from './index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const MUTATIONS = 10_000;

/** Messages as devices send them, and as they should not. */
const SEEDS: readonly [topic: string, payload: string][] = [
  ['devices/a/telemetry', '{"ts":1763856000000,"values":{"temperature":21.5,"pump":{"rpm":900},"on":true}}'],
  ['devices/a/telemetry', '[{"ts":1763856000,"a":1},{"ts":"2026-11-23T12:00:00Z","a":"x"}]'],
  ['devices/a/telemetry/flow', '3.25'],
  ['devices/a/status', 'online'],
  [
    'devices/a/meta',
    '{"name":"A","metrics":{"t":{"unit":"C","limits":{"warning":{"high":30}}}},"labels":{"k":"v"}}',
  ],
  ['devices/a/commands/c1/reply', '{"status":"done","message":"ok"}'],
  ['home/boiler/state', '{"time":1763856000,"t":[1,2,{"x":null}],"__proto__":{"y":1},"constructor":{"z":2}}'],
  ['up/42', '{"device_id":"gw-7","rssi":-80,"data":"aGVsbG8="}'],
  ['/plant//line 1/temp 🌡️', '<script>alert(1)</script>'],
  ['a/b', '{"a":1e400,"a":NaN}'],
  ['a/b', '[[[[[[[[[[1]]]]]]]]]]'],
  ['$SYS/broker/uptime', '12 seconds'],
];

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '\u0000',
  '9'.repeat(400),
  '-',
  'e',
  '\ud800',
  '🌡️',
  '/',
  '#',
];

function mutate(text: string, random: () => number): string {
  let mutated = text;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * (mutated.length + 1));
    const end = at + Math.floor(random() * 6);
    const piece = PIECES[Math.floor(random() * PIECES.length)] ?? '';
    const middle = random() < 0.5 ? piece : mutated.slice(at, end).repeat(Math.floor(random() * 5));
    mutated = mutated.slice(0, at) + middle + mutated.slice(end);
  }
  return mutated;
}

it(`reads or refuses ${MUTATIONS} damaged messages, and pollutes nothing`, () => {
  const random = seeded(42);
  const kinds = new Map<string, number>();
  for (let run = 0; run < MUTATIONS; run++) {
    const [topic, payload] = SEEDS[run % SEEDS.length] ?? ['', ''];
    const bytes = Buffer.from(mutate(payload, random));
    if (random() < 0.2) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const message = {
      topic: random() < 0.3 ? mutate(topic, random) : topic,
      payload: bytes,
      retained: false,
    };
    const outcome = decode(EMPTY_DECODE_STATE, message, NOW);
    kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
    if (outcome.kind !== 'facts') continue;
    for (const fact of outcome.facts) {
      expect(fact.device.id.length).toBeLessThanOrEqual(LIMITS.nameBytes);
      if (fact.type === 'readings') expect(fact.values).toHaveLength(fact.metrics.length);
    }
  }
  expect([...kinds.keys()].sort()).toEqual(['facts', 'ignored', 'rejected']);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { y?: unknown }).y).toBeUndefined();
});
