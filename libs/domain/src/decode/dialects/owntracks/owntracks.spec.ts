import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { owntracks } from './index.js';

describe('OwnTracks', () => {
  it('takes a location with its time', () => {
    const payload = {
      _type: 'location',
      tid: 'ab',
      tst: 1_714_557_600,
      lat: 1.5,
      lon: -2.25,
      vel: 12,
      created_at: 5,
      inregions: ['home'],
    };
    expect(said(owntracks, 'owntracks/ab/van', payload)).toEqual([
      'ab/van lat=1.5 °',
      'ab/van lon=-2.25 °',
      'ab/van vel=12 km/h',
    ]);
    expect(facts(owntracks, 'site/owntracks/ab/van', payload)[0]).toMatchObject({
      device: { id: 'ab/van' },
      stamp: 1_714_557_600_000_000,
    });
  });

  it.each([
    ['owntracks/a/b', '{"_type":"lwt","tst":1}', 'a/b offline'],
    ['owntracks/a/b', '{"_type":"encrypted","data":"x"}', 'ignored: not-telemetry'],
    ['owntracks/a/b/cmd', '{"_type":"cmd","action":"dump"}', 'ignored: command'],
    ['owntracks/a/b/waypoint', '{"_type":"waypoint","lat":1}', 'ignored: metadata'],
    ['owntracks/a/b', '{"_type":', 'rejected: bad-json'],
    ['owntracks/a', '{}', 'rejected: bad-topic'],
    ['where/a/b', '{"_type":"lwt","tst":1}', 'a/b offline'],
    ['where/a/b/event', '{"_type":"transition","tst":1,"wtst":5,"lat":1.5}', 'a/b lat=1.5 °'],
    ['where/a/b', '{"_type":"report","lat":1.5}', 'rejected: bad-topic'],
    ['where/a/b', '{"lat":1.5}', 'rejected: bad-topic'],
    ['owntracks/a/b/info', '{"_type":"card","name":"Ann","face":"x"}', 'a/b is {"name":"Ann"}'],
    ['owntracks/a/b/info', '{"_type":"card","face":"x"}', 'ignored: metadata'],
    ['owntracks/a/b/beacon', '{"_type":"beacon","acc":2,"major":1,"uuid":"x"}', 'a/b beacon.acc=2'],
    ['owntracks/a/b/step', '{"_type":"steps","steps":7,"from":1,"to":2}', 'a/b steps=7'],
    ['owntracks/a/b', '{"_type":"location","ubatt":4.1,"sent":5,"imei":"8632"}', 'a/b ubatt=4.1 V'],
    ['owntracks/a/b', '{"_type":"location","alt":4,"image":"aGk=","motionactivities":["x"]}', 'a/b alt=4 m'],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(owntracks, topic, payload)).toEqual([expected]);
  });
});
