import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { facts, said } from '../../testing.js';
import { awsIot } from './index.js';

const SHADOW = '$aws/things/pump/shadow';
const STAMP = 1_763_899_200;

const ACCEPTED = {
  state: {
    reported: { temperature: 21.5, motor: { rpm: 900, on: true } },
    desired: { motor: { rpm: 1000 } },
  },
  metadata: {
    reported: {
      temperature: { timestamp: STAMP },
      motor: { rpm: { timestamp: STAMP - 60 }, on: { timestamp: STAMP } },
    },
    desired: { motor: { rpm: { timestamp: STAMP } } },
  },
  version: 9,
  timestamp: STAMP + 3,
  clientToken: 't',
};

describe('a shadow', () => {
  it('says what is reported, each value at its time; not what is desired', () => {
    expect(facts(awsIot, `${SHADOW}/update/accepted`, ACCEPTED)).toMatchObject([
      {
        device: { id: 'pump' },
        stamp: STAMP * 1e6,
        metrics: ['temperature', 'motor.on'],
        values: [21.5, true],
      },
      { stamp: (STAMP - 60) * 1e6, metrics: ['motor.rpm'], values: [900] },
    ]);
  });

  it.each(['update/accepted', 'get/accepted', 'name/config/update/accepted'])('is read of %s', (event) => {
    expect(said(awsIot, `${SHADOW}/${event}`, ACCEPTED)).toHaveLength(3);
  });

  it('with a name has metrics that begin with it', () => {
    const document = { state: { reported: { mode: 'eco' } } };
    expect(said(awsIot, `${SHADOW}/name/config/update`, document)).toEqual(['pump config.mode=eco']);
    expect(said(awsIot, '$aws/things/pump/shadow/update', document)).toEqual(['pump mode=eco']);
  });

  it('has its present document beside the one before', () => {
    const documents = {
      previous: { state: { reported: { t: 1 } } },
      current: { state: { reported: { t: 2 } } },
      timestamp: STAMP,
    };
    expect(facts(awsIot, `${SHADOW}/update/documents`, documents)).toMatchObject([
      { values: [2], stamp: STAMP * 1e6 },
    ]);
  });

  it('may hold lists', () => {
    const document = {
      state: { reported: { list: [4, 5] } },
      metadata: { reported: { list: [{ timestamp: STAMP }, { timestamp: STAMP + 1 }] } },
    };
    expect(facts(awsIot, `${SHADOW}/update/accepted`, document)).toMatchObject([
      { metrics: ['list.0'], stamp: STAMP * 1e6 },
      { metrics: ['list.1'], stamp: (STAMP + 1) * 1e6 },
    ]);
  });
});

it.each([
  [`${SHADOW}/update/accepted`, { state: { desired: { t: 1 } } }, 'ignored: command'],
  [`${SHADOW}/update/delta`, { state: { t: 1 } }, 'ignored: command'],
  [`${SHADOW}/get`, '', 'ignored: command'],
  [`${SHADOW}/update/rejected`, { code: 400 }, 'ignored: metadata'],
  [`${SHADOW}/update`, { temperature: 5 }, 'rejected: bad-record'],
  [`${SHADOW}/update`, '{"state":', 'rejected: bad-json'],
  ['$aws/things/pump/jobs/notify', {}, 'ignored: system-topic'],
])('%s %j: %s', (topic, payload, line) => {
  expect(said(awsIot, topic, payload)).toEqual([line]);
});

it('knows who is connected', () => {
  expect(said(awsIot, '$aws/events/presence/connected/pump', {})).toEqual(['pump online']);
  expect(said(awsIot, '$aws/events/presence/disconnected/pump', {})).toEqual(['pump offline']);
  const replaced = { disconnectReason: 'DUPLICATE_CLIENTID' };
  expect(said(awsIot, '$aws/events/presence/disconnected/pump', replaced)).toEqual(['ignored: outdated']);
});

describe('a time that a thing states', () => {
  it('is that of the values beside it, and no value', () => {
    const measured = (STAMP - 300) * 1_000;
    const document = {
      state: { reported: { bat: { v: 3781, ts: measured }, gps: { v: { lat: 63.4 }, ts: measured } } },
      metadata: { reported: { bat: { v: { timestamp: STAMP }, ts: { timestamp: STAMP } } } },
    };
    const message = {
      topic: `${SHADOW}/update`,
      payload: Buffer.from(JSON.stringify(document)),
      retained: false,
    };
    expect(new Decoder([awsIot]).decode(EMPTY_DECODE_STATE, message, STAMP * 1e6)).toMatchObject({
      facts: [{ stamp: measured * 1_000, metrics: ['bat.v', 'gps.v.lat'], values: [3781, 63.4] }],
    });
  });
});

describe('other topics', () => {
  it('are shadows under another prefix, by their form', () => {
    expect(said(awsIot, 'aws/things/t2/shadow/update/accepted', ACCEPTED)).toHaveLength(3);
    expect(said(awsIot, 'things/t3/shadow/update', { state: { reported: { t: 1 } } })).toEqual(['t3 t=1']);
    expect(said(awsIot, 'things/t3/shadow/update/delta', { state: { t: 1 } })).toEqual(['ignored: command']);
    expect(said(awsIot, 'things/t3/shadow/update', { t: 1 })).toEqual(['rejected: bad-topic']);
    expect(said(awsIot, 'things/t3/shadow/depth', { state: 1 })).toEqual(['rejected: bad-topic']);
  });

  it('are those of rules', () => {
    expect(said(awsIot, '$aws/rules/store/plant/pump/telemetry', { t: 1 })).toEqual(['plant/pump t=1']);
    expect(said(awsIot, '$aws/rules/store/plant/pump/t', '1.5')).toEqual(['plant/pump t=1.5']);
    expect(said(awsIot, '$aws/rules/store', { t: 1 })).toEqual(['ignored: system-topic']);
    expect(said(awsIot, '$aws/rules/store', { deviceId: 'pump', t: 1 })).toEqual(['pump t=1']);
  });
});
