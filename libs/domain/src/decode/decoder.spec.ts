import { describe, expect, it } from 'vitest';
import {
  BoundedMap,
  decoded,
  Decoder,
  DIALECTS,
  EMPTY_DECODE_STATE,
  generic,
  type DecodeState,
  type Dialect,
} from './index.js';
import { deviceKey } from './device-key.js';
import { readAvailability } from './availability.js';

/** Counts messages by topic. */
const counter: Dialect<BoundedMap<number>> = {
  name: 'counter',
  title: '',
  documentation: '',
  covers: '',
  initial: BoundedMap.empty(100),
  topics: ({ levels }) => levels[0] === 'count',
  claims: (message) => message.object() !== undefined,
  decode: ({ topic }, state) => {
    const count = (state.get(topic.text) ?? 0) + 1;
    const device = deviceKey('counter', '', topic.text);
    if (!device) return { kind: 'rejected', reason: 'bad-id' };
    const fact = { type: 'readings', device, stamp: undefined, metrics: ['n'], values: [count] } as const;
    return {
      ...decoded([{ ...fact, metrics: ['n'], values: [count] }]),
      state: state.with(topic.text, count),
    };
  },
};

/** Reads the state of the counter. */
const reader: Dialect<BoundedMap<number>> = {
  ...counter,
  name: 'reader',
  stateOf: 'counter',
  topics: ({ text }) => text === 'read',
  decode: (_, state) => ({ kind: 'ignored', reason: state.has('count/a') ? 'metadata' : 'no-values' }),
};

const decoder = new Decoder([counter, reader, generic]);

function run(state: DecodeState, topic: string, payload = '{}'): ReturnType<Decoder['decode']> {
  return decoder.decode(state, { topic, payload: Buffer.from(payload), retained: false }, 0);
}

function after(state: DecodeState, topic: string): DecodeState {
  const outcome = run(state, topic);
  return outcome.kind === 'facts' ? outcome.state : state;
}

describe('the decoder', () => {
  it('keeps the state of each dialect, and the same input always gives the same outcome', () => {
    const once = after(EMPTY_DECODE_STATE, 'count/a');
    const twice = after(once, 'count/a');
    expect(run(twice, 'count/a')).toMatchObject({ facts: [{ values: [3] }] });
    expect(run(once, 'count/a')).toMatchObject({ facts: [{ values: [2] }] });
    expect(run(twice, 'count/b')).toMatchObject({ facts: [{ values: [1] }] });
    expect(run(EMPTY_DECODE_STATE, 'read')).toMatchObject({ reason: 'no-values' });
    expect(run(once, 'read')).toMatchObject({ reason: 'metadata' });
  });

  it('asks the next dialect for what one does not claim', () => {
    expect(run(EMPTY_DECODE_STATE, 'count/a', '5')).toMatchObject({
      facts: [{ device: { dialect: 'generic' } }],
    });
  });

  it('takes native topics before all dialects', () => {
    const all: Dialect = { ...generic, name: 'all', decode: () => ({ kind: 'ignored', reason: 'metadata' }) };
    const greedy = new Decoder([all]);
    const message = { topic: 'devices/a/telemetry', payload: Buffer.from('{"x":1}'), retained: false };
    expect(greedy.decode(EMPTY_DECODE_STATE, message, 0)).toMatchObject({
      facts: [{ device: { dialect: 'native' } }],
    });
  });
});

it('has dialects with names of their own, the generic rule last', () => {
  expect(new Set(DIALECTS.map(({ name }) => name)).size).toBe(DIALECTS.length);
  expect(DIALECTS.at(-1)).toBe(generic);
  for (const { title, covers, documentation } of DIALECTS) {
    expect([title, covers, documentation].every((text) => text !== '')).toBe(true);
  }
});

it.each([
  ['Online', true],
  ['not_available', false],
  [' LOST ', false],
  ['maybe', undefined],
  ['1', undefined],
])('reads the availability word %j', (word, online) => {
  expect(readAvailability(word)).toBe(online);
});
it('reads flags as availability where the dialect says so', () => {
  expect(readAvailability('1', { flags: true })).toBe(true);
  expect(readAvailability('false', { flags: true })).toBe(false);
});
