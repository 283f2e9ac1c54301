import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { facts, said } from '../../testing.js';
import { homie } from './index.js';

describe('values', () => {
  it.each([
    ['homie/pump/motor/speed', '12.5', 'pump motor.speed=12.5'],
    ['homie/pump/motor/running', 'true', 'pump motor.running=true'],
    ['homie/5/pump/motor/running', 'false', 'pump motor.running=false'],
    ['homie/5/pump/motor/mode', '{"a":1}', 'pump motor.mode={"a":1}'],
    ['homie/pump/$stats/signal', '70', 'pump stats.signal=70 %'],
    ['homie/pump/motor/speed/set', '1', 'ignored: command'],
    ['homie/pump/motor/speed', '', 'ignored: cleared'],
    ['homie/5/pump/motor/mode', '\u0000', 'ignored: no-values'],
    ['homie/$broadcast/alert', 'x', 'ignored: metadata'],
    ['homie/5/pump/motor/speed/$target', '3', 'ignored: metadata'],
  ])('%s', (topic, payload, expected) => {
    expect(said(homie, topic, payload)).toEqual([expected]);
  });
});

describe('states', () => {
  it.each([
    ['ready', 'online'],
    ['sleeping', 'online'],
    ['alert', 'online'],
    ['lost', 'offline'],
    ['disconnected', 'offline'],
  ])('%s', (word, expected) => {
    expect(said(homie, 'homie/pump/$state', word)).toEqual([`pump ${expected}`]);
    expect(said(homie, 'homie/5/pump/$state', word)).toEqual([`pump ${expected}`]);
  });

  it('say in older versions only whether it is there', () => {
    expect(said(homie, 'homie/pump/$online', 'false')).toEqual(['pump offline']);
    expect(said(homie, 'homie/pump/$state', 'confused')).toEqual(['rejected: bad-status']);
  });

  it('cleared means that the device is no more', () => {
    expect(said(homie, 'homie/5/pump/$state', '')).toEqual(['pump removal']);
  });
});

describe('attributes', () => {
  it.each([
    ['$unit', '°C', { metrics: { 'motor.heat': { unit: '°C' } } }],
    ['$datatype', 'float', { metrics: { 'motor.heat': { kind: 'number' } } }],
    ['$datatype', 'boolean', { metrics: { 'motor.heat': { kind: 'boolean' } } }],
    ['$format', '-20:120', { metrics: { 'motor.heat': { min: -20, max: 120 } } }],
    ['$format', ':5', { metrics: { 'motor.heat': { max: 5 } } }],
    ['$name', 'Heat', { metrics: { 'motor.heat': { label: 'Heat' } } }],
    [
      '$settable',
      'true',
      {
        metrics: { 'motor.heat': { settable: true } },
        commands: { 'motor.heat': { topic: 'homie/pump/motor/heat/set', body: 'value' } },
      },
    ],
  ])('%s %s of a property', (attribute, value, meta) => {
    expect(facts(homie, `homie/pump/motor/heat/${attribute}`, value)).toEqual([
      expect.objectContaining({ type: 'description', mode: 'merge', meta }),
    ]);
  });

  it.each([
    '$nodes',
    '$implementation/version',
    '$implementation/config',
    '$extensions',
    '$localip',
    'motor/$properties',
    'motor/$type',
    'motor/heat/$retained',
    'motor/heat/$settable',
  ])('%s says nothing that we keep', (rest) => {
    expect(said(homie, `homie/pump/${rest}`, 'a,b')).toEqual(['ignored: metadata']);
  });

  it('$name of a device is its name', () => {
    expect(said(homie, 'homie/pump/$name', 'Big pump')).toEqual(['pump is {"name":"Big pump"}']);
  });
});

describe('a description of version 5', () => {
  const BODY = {
    homie: '5.0',
    version: 7,
    name: 'Pump',
    parent: 'hub',
    nodes: {
      motor: {
        properties: {
          heat: { datatype: 'float', unit: '°C', format: '0:90:0.5' },
          on: { datatype: 'boolean', settable: true },
        },
      },
      __proto__: { properties: { x: { datatype: 'float' } } },
    },
  };

  it('has all that version 4 tells one by one', () => {
    expect(facts(homie, 'homie/5/pump/$description', BODY)).toEqual([
      expect.objectContaining({
        parent: expect.objectContaining({ id: 'hub' }) as unknown,
        meta: {
          name: 'Pump',
          metrics: {
            'motor.heat': { unit: '°C', kind: 'number', min: 0, max: 90 },
            'motor.on': { kind: 'boolean', settable: true },
          },
          commands: { 'motor.on': { topic: 'homie/5/pump/motor/on/set', body: 'value' } },
        },
      }),
    ]);
  });

  it('that is damaged is refused', () => {
    expect(said(homie, 'homie/5/pump/$description', '{"homie":')).toEqual(['rejected: bad-config']);
  });
});

describe('another root', () => {
  it.each([
    ['plant/two/pump/$homie', '4.0.0', 'plant/two/pump/motor/speed'],
    ['plant/two/pump/$state', 'ready', 'plant/two/pump/motor/speed'],
    ['plant/two/5/pump/$state', 'lost', 'plant/two/5/pump/motor/speed'],
    ['plant/two/5/pump/$description', '{"homie":"5.0"}', 'plant/two/5/pump/motor/speed'],
  ])('is known once %s has been heard', (topic, payload, then) => {
    const decoder = new Decoder([homie]);
    const message = (name: string, text: string) => ({
      topic: name,
      payload: Buffer.from(text),
      retained: true,
    });
    expect(decoder.decode(EMPTY_DECODE_STATE, message(then, '1'), 0)).toMatchObject({ kind: 'rejected' });
    const first = decoder.decode(EMPTY_DECODE_STATE, message(topic, payload), 0);
    if (first.kind !== 'facts') throw new Error(first.reason);
    expect(decoder.decode(first.state, message(then, '1'), 0)).toMatchObject({
      facts: [{ device: { base: 'plant/two', id: 'pump' }, metrics: ['motor.speed'] }],
    });
  });
});
