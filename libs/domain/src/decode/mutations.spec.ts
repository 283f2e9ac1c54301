import { performance } from 'node:perf_hooks';
import { LIMITS } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, type Example } from './examples/index.js';
import { IncomingMessage } from './incoming.js';
import { Decoder, DIALECTS, EMPTY_DECODE_STATE, type DecodeState, type Outcome } from './index.js';
import { newTopic } from './topic.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;

/** `FUZZ_MUTATIONS=1000000` for more (CONTRIBUTING.md). */
const MUTATIONS = Number(process.env.FUZZ_MUTATIONS ?? 30_000);
const SEED = Number(process.env.FUZZ_SEED ?? 42);

/** What decoders remember is damaged as well: it goes from message to message, and begins anew after so many. */
const MESSAGES_A_STATE = 500;

/** A message takes some µs; this long it takes only if something in it grows with a power of its size. */
const MESSAGE_MS = 500;

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
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\u0000',
    '-',
    'e',
    '\ud800',
    '🌡️',
    '/',
    '#',
    '.',
    '%',
    '{{',
    '}}',
  ],
  ...[
    '"__proto__":{"polluted":1},',
    '"constructor":{"prototype":{"polluted":1}},',
    '9'.repeat(400),
    'null',
    '[]',
  ],
];

function mutateText(text: string, random: () => number): string {
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

/** Bits turned, pieces cut out or repeated, the end cut off. */
function mutateBytes(bytes: Buffer, random: () => number): Buffer {
  const mutated = Buffer.from(bytes);
  for (let times = Math.floor(random() * 4); times > 0; times--) {
    mutated[Math.floor(random() * mutated.length)] = Math.floor(random() * 256);
  }
  const at = Math.floor(random() * mutated.length);
  if (random() < 0.3) return mutated.subarray(0, at);
  const again = mutated.subarray(at, at + Math.floor(random() * 12));
  return random() < 0.3 ? Buffer.concat([mutated.subarray(0, at), again, mutated.subarray(at)]) : mutated;
}

/** True if `decode` takes long every time: once may be the machine. */
function isSlow(decode: () => unknown): boolean {
  for (let attempt = 0; attempt < 3; attempt++) {
    const began = performance.now();
    decode();
    if (performance.now() - began <= MESSAGE_MS) return false;
  }
  return true;
}

function bytesOf({ payload = '', base64 }: Example): Buffer {
  return base64 === undefined ? Buffer.from(payload) : Buffer.from(base64, 'base64');
}

function damaged(
  example: Example,
  random: () => number,
): { topic: string; payload: Buffer; retained: boolean } {
  const { topic, payload } = example;
  const whole =
    payload === undefined || random() < 0.1 ? bytesOf(example) : Buffer.from(mutateText(payload, random));
  return {
    topic: random() < 0.2 ? mutateText(topic, random) : topic,
    payload: payload === undefined || random() < 0.2 ? mutateBytes(whole, random) : whole,
    retained: random() < 0.2,
  };
}

/** What no outcome may be, whatever the message; the pipeline relies on it. */
function isSound(outcome: Outcome): boolean {
  if (outcome.kind !== 'facts') return outcome.reason.length > 0;
  return outcome.facts.every((fact) => {
    const isNamed = fact.device.id !== '' && Buffer.byteLength(fact.device.id) <= LIMITS.nameBytes;
    return isNamed && (fact.type !== 'readings' || fact.values.length === fact.metrics.length);
  });
}

describe('all dialects', () => {
  it('have an example, which they take', () => {
    const missing = DIALECTS.filter(({ name }) => !EXAMPLES.some(({ dialect }) => dialect === name));
    // Its messages mean something only after those of ha-discovery.
    expect(missing.map(({ name }) => name)).toEqual(['ha-values']);
    const wrong = EXAMPLES.filter((example) => {
      const message = new IncomingMessage(newTopic(example.topic), bytesOf(example), false);
      const taker = DIALECTS.find((one) => one.topics(message.topic) && one.claims(message, one.initial));
      return taker?.name !== example.dialect;
    });
    expect(wrong.map(({ topic }) => topic)).toEqual([]);
  });

  it(
    `read or refuse ${MUTATIONS} damaged messages, each in bounded time, and pollute nothing`,
    { timeout: 3_600_000 },
    () => {
      const random = seeded(SEED);
      const decoder = new Decoder(DIALECTS);
      const kinds = new Set<string>();
      let state: DecodeState = EMPTY_DECODE_STATE;
      const faults: string[] = [];
      for (let run = 0; run < MUTATIONS; run++) {
        const example = EXAMPLES[run % EXAMPLES.length] ?? { dialect: '', topic: '' };
        const message = damaged(example, random);
        const before = state;
        const began = performance.now();
        const outcome = decoder.decode(before, message, NOW);
        const seemsSlow = performance.now() - began > MESSAGE_MS;
        const isFault =
          !isSound(outcome) || (seemsSlow && isSlow(() => decoder.decode(before, message, NOW)));
        if (isFault) faults.push(`${message.topic} ${message.payload.toString('base64')}`);
        kinds.add(outcome.kind);
        if (run % MESSAGES_A_STATE === 0) state = EMPTY_DECODE_STATE;
        else if (outcome.kind === 'facts') state = outcome.state;
      }
      expect(faults).toEqual([]);
      expect([...kinds].sort()).toEqual(['facts', 'ignored', 'rejected']);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );
});

/** Large bodies of which a careless reader makes far more than their size. */
const BOMBS: Record<string, Buffer> = {
  braces: Buffer.from('{"a":'.repeat(25_000)),
  brackets: Buffer.from('['.repeat(128_000)),
  keys: Buffer.from(`{${Array.from({ length: 15_000 }, (_, key) => `"k${key}":1`).join(',')}}`),
  records: Buffer.from(`[${'{"n":"a","v":1},'.repeat(8_000)}{"n":"a","v":1}]`),
  commas: Buffer.from(`a,b=${'c\\ '.repeat(40_000)}=1`),
  digits: Buffer.from('9'.repeat(128_000)),
  spaces: Buffer.from(`1${' '.repeat(128_000)}x`),
  templates: Buffer.from(`{"value_template":"${'{{ value | '.repeat(10_000)}","state_topic":"x","name":"n"}`),
  fields: Buffer.from(Array.from({ length: 128_000 }, (_, at) => (at % 2 === 0 ? 0x12 : 0))),
  'nested fields': Buffer.from(Array.from({ length: 128_000 }, (_, at) => (at % 2 === 0 ? 0x12 : 0x7f))),
  maps: Buffer.alloc(128_000, 0xbf),
};

it.each(Object.keys(BOMBS))('no topic makes large %s take long', (bomb) => {
  const decoder = new Decoder(DIALECTS);
  const payload = BOMBS[bomb] ?? Buffer.alloc(0);
  const slow = EXAMPLES.filter(({ topic }) =>
    isSlow(() => decoder.decode(EMPTY_DECODE_STATE, { topic, payload, retained: false }, NOW)),
  );
  expect(slow.map(({ topic }) => topic)).toEqual([]);
});
