import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE, type Outcome } from '../../index.js';
import { facts, said } from '../../testing.js';
import { thingsboard } from './index.js';

const TELEMETRY = 'v1/devices/me/telemetry';

describe('the device API', () => {
  it.each([
    [{ temperature: 42, on: true }, undefined],
    [[{ temperature: 42 }, { on: true }], undefined],
    [{ ts: 1_763_899_200_123, values: { temperature: 42, on: true } }, 1_763_899_200_123_000],
    [[{ ts: 1_763_899_200_123, values: { temperature: 42, on: true } }], 1_763_899_200_123_000],
  ])('takes %j', (payload, stamp) => {
    expect(said(thingsboard, TELEMETRY, payload)).toEqual([
      'v1/devices/me temperature=42',
      'v1/devices/me on=true',
    ]);
    expect(facts(thingsboard, TELEMETRY, payload)[0]).toMatchObject({ stamp });
  });

  it('has short topics', () => {
    expect(said(thingsboard, 'v2/t', { a: 1 })).toEqual(['v1/devices/me a=1']);
  });

  it('takes text attributes as labels, not as readings', () => {
    expect(said(thingsboard, 'v1/devices/me/attributes', { firmware: '1.2', count: 3 })).toEqual([
      'v1/devices/me is {"labels":{"firmware":"1.2"}}',
    ]);
    expect(said(thingsboard, 'v1/devices/me/attributes', { count: 3 })).toEqual(['ignored: metadata']);
  });

  it.each(['v1/devices/me/rpc/request/1', 'v1/devices/me/attributes/response/1', 'v1/gateway/rpc'])(
    'leaves %s alone',
    (topic) => {
      expect(said(thingsboard, topic, { method: 'set' })).toEqual(['ignored: command']);
    },
  );
});

describe('the gateway API', () => {
  it('has devices behind it, each with its own times', () => {
    const record = { ts: 1_763_899_200_000, values: { t: 1 } };
    const later = { ts: 1_763_899_201_000, values: { t: 2 } };
    expect(facts(thingsboard, 'v1/gateway/telemetry', { A: [record, later], B: [{ t: 3 }] })).toMatchObject([
      { type: 'description', device: { id: 'A' }, parent: { id: 'v1/gateway' } },
      { type: 'description', device: { id: 'B' }, parent: { id: 'v1/gateway' } },
      { device: { id: 'A' }, stamp: 1_763_899_200_000_000, values: [1] },
      { device: { id: 'A' }, stamp: 1_763_899_201_000_000, values: [2] },
      { device: { id: 'B' }, stamp: undefined, values: [3] },
    ]);
  });

  it('says who its children are only once', () => {
    const decoder = new Decoder([thingsboard]);
    const message = {
      topic: 'v1/gateway/telemetry',
      payload: Buffer.from('{"A":[{"t":1}]}'),
      retained: false,
    };
    const first = decoder.decode(EMPTY_DECODE_STATE, message, 0);
    const state = first.kind === 'facts' ? first.state : EMPTY_DECODE_STATE;
    const second: Outcome = decoder.decode(state, message, 0);
    expect(second).toMatchObject({ facts: [{ type: 'readings' }] });
    expect(second.kind === 'facts' && second.facts).toHaveLength(1);
  });

  it('connects and disconnects them', () => {
    expect(said(thingsboard, 'v1/gateway/connect', { device: 'A', type: 'thermostat' })).toEqual([
      'A is {"model":"thermostat"}',
      'A online',
    ]);
    expect(said(thingsboard, 'v1/gateway/disconnect', { device: 'A' })).toEqual(['A offline']);
    expect(said(thingsboard, 'v1/gateway/attributes', { A: { serial: 'x1', n: 2 } })).toEqual([
      'A is {"labels":{"serial":"x1"}}',
    ]);
  });

  it.each([
    ['v1/gateway/telemetry', [1], 'bad-record'],
    ['v1/gateway/connect', { type: 'x' }, 'bad-id'],
    [TELEMETRY, '{"a":', 'bad-json'],
    [TELEMETRY, {}, 'no-values'],
  ])('refuses %s %j', (topic, payload, reason) => {
    expect(said(thingsboard, topic, payload)).toEqual([`rejected: ${reason}`]);
  });
});

describe('other topics', () => {
  it.each([
    ['v1/devices/pump7/telemetry', 'pump7 rpm=900'],
    ['hall/v1/devices/me/telemetry', 'hall rpm=900'],
    ['/v1/devices/me/telemetry', 'v1/devices/me rpm=900'],
  ])('%s', (topic, line) => {
    expect(said(thingsboard, topic, { rpm: 900 })).toEqual([line]);
  });

  it('are those of a gateway behind a bridge', () => {
    expect(facts(thingsboard, 'hall/v1/gateway/telemetry', { A: [{ t: 1 }] })).toMatchObject([
      { type: 'description', device: { id: 'A' }, parent: { id: 'hall' } },
      { device: { id: 'A' }, values: [1] },
    ]);
  });

  it.each([
    ['/provision', { provisionDeviceSecret: 's' }, 'ignored: command'],
    ['v2/fw/request/0/chunk/0', '16384', 'ignored: command'],
    ['v2/t/p', 'x', 'rejected: bad-protobuf'],
    ['api/v1/gateway/health', { ok: 1 }, 'rejected: bad-topic'],
    ['v1/devices/pump7/telemetry', '900', 'rejected: bad-topic'],
  ])('%s %j', (topic, payload, line) => {
    expect(said(thingsboard, topic, payload)).toEqual([line]);
  });

  it('name who is connected in the payload', () => {
    const payload = { deviceID: 'plt-1', name: 'x', t: 1 };
    expect(said(thingsboard, TELEMETRY, payload)).toEqual(['plt-1 name=x', 'plt-1 t=1']);
  });
});
