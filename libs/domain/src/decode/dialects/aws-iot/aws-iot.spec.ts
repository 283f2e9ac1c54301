import { describe, expect, it } from 'vitest';
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
});
