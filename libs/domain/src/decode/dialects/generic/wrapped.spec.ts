import { expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { generic } from './index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const AT = 1_714_557_600_000;

function facts(payload: object): unknown {
  const message = {
    topic: 'iobroker/hm/0/hall/temperature',
    payload: Buffer.from(JSON.stringify(payload)),
    retained: false,
  };
  const outcome = new Decoder([generic]).decode(EMPTY_DECODE_STATE, message, NOW);
  return outcome.kind === 'facts' ? outcome.facts : outcome.reason;
}

it.each([
  ['Connected', true],
  ['Connection Lost', false],
])('takes the last will of ESPEasy: %s', (word, online) => {
  const message = { topic: 'shed/status/LWT', payload: Buffer.from(word), retained: true };
  expect(new Decoder([generic]).decode(EMPTY_DECODE_STATE, message, NOW)).toMatchObject({
    facts: [{ type: 'availability', device: { id: 'shed' }, online }],
  });
});

it('takes a state of ioBroker as the value of its topic', () => {
  expect(facts({ val: 21.5, ack: true, ts: AT, lc: AT - 5, q: 0, from: 'system.adapter.hm.0' })).toEqual([
    {
      type: 'readings',
      device: { dialect: 'generic', base: '', id: 'iobroker/hm/0/hall' },
      stamp: AT * 1_000,
      metrics: ['temperature'],
      values: [21.5],
    },
  ]);
  expect(facts({ val: null, ack: true, ts: AT })).toBe('only-nulls');
});

it.each([{ val: 21.5, temp: 3, ack: true }, { val: 21.5 }, { val: { a: 1 }, ack: true }])(
  'and no other object: %j',
  (payload) => {
    expect(facts(payload)).toMatchObject([{ device: { id: 'iobroker/hm/0/hall/temperature' } }]);
  },
);
