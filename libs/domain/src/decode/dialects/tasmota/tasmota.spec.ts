import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE, type Fact, type Outcome } from '../../index.js';
import { tasmota } from './index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const decoder = new Decoder([tasmota]);

function run(topic: string, payload: unknown): Outcome {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return decoder.decode(EMPTY_DECODE_STATE, { topic, payload: Buffer.from(text), retained: false }, NOW);
}

function facts(topic: string, payload: unknown): Fact[] {
  const outcome = run(topic, payload);
  if (outcome.kind !== 'facts') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return outcome.facts;
}

/** What came out, as `device metric=value unit`. */
function said(topic: string, payload: unknown): string[] {
  const outcome = run(topic, payload);
  if (outcome.kind !== 'facts') return [`${outcome.kind}: ${outcome.reason}`];
  return outcome.facts.flatMap((fact) => {
    if (fact.type === 'availability') return [`${fact.device.id} ${fact.online ? 'online' : 'offline'}`];
    if (fact.type !== 'readings') return [];
    return fact.metrics.map((metric, i) => {
      const unit = fact.units?.[i];
      return `${fact.device.id} ${metric}=${String(fact.values[i])}${unit === undefined ? '' : ` ${unit}`}`;
    });
  });
}

describe('the order of a topic', () => {
  it.each([
    ['tele/boiler/SENSOR', 'boiler'],
    ['boiler/tele/SENSOR', 'boiler'],
    ['tasmota/boiler/tele/SENSOR', 'tasmota/boiler'],
    ['tele/house/boiler/SENSOR', 'house/boiler'],
  ])('%s', (topic, device) => {
    expect(said(topic, { DS18B20: { Temperature: 4 } })).toEqual([`${device} DS18B20.Temperature=4`]);
  });

  it.each(['a/b/SENSOR', 'tele/b/temperature', 'tele/SENSOR'])('leaves %s to others', (topic) => {
    expect(said(topic, { t: 1 })).toEqual(['rejected: bad-topic']);
  });
});

describe('sensors', () => {
  it('have the units that the message states, and those that never change', () => {
    const body = {
      Time: '2026-05-01T10:00:00',
      BME280: { Temperature: 61.2, Humidity: 40, Pressure: 29.9 },
      ENERGY: { Total: [1.5, 2.5], Power: 12, TotalStartTime: '2024-01-01T00:00:00', Voltage: 230 },
      TempUnit: 'F',
      PressureUnit: 'inHg',
    };
    expect(said('tele/m/SENSOR', body)).toEqual([
      'm BME280.Temperature=61.2 F',
      'm BME280.Humidity=40 %',
      'm BME280.Pressure=29.9 inHg',
      'm ENERGY.Total.0=1.5 kWh',
      'm ENERGY.Total.1=2.5 kWh',
      'm ENERGY.Power=12 W',
      'm ENERGY.Voltage=230 V',
    ]);
  });

  it('have the unit of what they are one of several, and of the object that they are in', () => {
    const body = {
      TX23: { Speed: { Act: 4, Max: 9 } },
      TX9x: { WindSpeed: { Avg: 3 } },
      ANALOG: { Temperature2: 20, CTEnergy1: { Energy: 2 } },
      ENERGY: { Total: { Phase1: 3 }, Today: 1 },
      PMS5003: { 'PM2.5': 8 },
      BME680: { Gas: 99 },
      'RG-15': { Total: 2 },
      SpeedUnit: 'km/h',
      TempUnit: 'C',
    };
    expect(said('tele/m/SENSOR', body)).toEqual([
      'm TX23.Speed.Act=4 km/h',
      'm TX23.Speed.Max=9 km/h',
      'm TX9x.WindSpeed.Avg=3 km/h',
      'm ANALOG.Temperature2=20 C',
      'm ANALOG.CTEnergy1.Energy=2 kWh',
      'm ENERGY.Total.Phase1=3 kWh',
      'm ENERGY.Today=1 kWh',
      'm PMS5003.PM2.5=8 µg/m³',
      'm BME680.Gas=99 kΩ',
      'm RG-15.Total=2',
    ]);
  });

  it('say no addresses and no numbers of meters', () => {
    const body = { ATC1: { mac: '582100000012', Battery: 80 }, SML: { Meter_Number: '4711', P: 5 } };
    expect(said('tele/m/SENSOR', body)).toEqual(['m ATC1.Battery=80', 'm SML.P=5']);
  });

  it('tell a time without a zone as such', () => {
    const [local] = facts('tele/m/SENSOR', { Time: '2024-05-01T10:00:00', A: { x: 1 } });
    const [zoned] = facts('tele/m/SENSOR', { Time: '2024-05-01T10:00:00+02:00', A: { x: 1 } });
    expect(local).toMatchObject({ stamp: undefined, localStamp: Date.UTC(2024, 4, 1, 10) * 1_000 });
    expect(zoned).toMatchObject({ stamp: Date.UTC(2024, 4, 1, 8) * 1_000 });
  });

  it('of a Zigbee bridge are devices below it', () => {
    const body = {
      ZbReceived: { '0x4F2E': { Device: '0x4F2E', Name: 'Hall', Humidity: 51, LinkQuality: 70 } },
    };
    expect(said('tele/zb/SENSOR', body)).toEqual(['Hall Humidity=51 %', 'Hall LinkQuality=70 lqi']);
    expect(facts('tele/zb/SENSOR', body)[1]).toMatchObject({ parent: { id: 'zb' } });
  });

  it.each([
    ['tele/zb/4F2E/SENSOR', { ZbReceived: { '0x4F2E': { Device: '0x4F2E', Dimmer: 254, Power: 1 } } }],
    ['tele/zb/ZbReceived', { '0x4F2E': { Device: '0x4F2E', Dimmer: 254, Power: 1, '0006!01': '00' } }],
    ['tele/zb/4F2E/ZbReceived', { Device: '0x4F2E', Dimmer: 254, Power: 1, Endpoint: 1 }],
    ['stat/zb/RESULT', { ZbInfo: { '0x4F2E': { Dimmer: 254, Power: 1, LastSeenEpoch: 1_700_000_000 } } }],
  ])('of a Zigbee bridge are the same devices on %s', (topic, body) => {
    expect(said(topic, body)).toEqual(['0x4F2E Dimmer=254', '0x4F2E Power=true']);
    expect(facts(topic, body)[1]).toMatchObject({ parent: { id: 'zb' } });
  });

  it('that speak Bluetooth are devices on a topic of their own', () => {
    const body = { Time: '2026-05-01T10:00:00', ATC1: { Temperature: 4 }, TempUnit: 'C' };
    expect(said('tele/tasmota_ble/ATC1', body)).toEqual(['ATC1 Temperature=4 C']);
  });
});

describe('states', () => {
  it.each([
    [
      'tele/m/STATE',
      { Uptime: '1T02:03:04', UptimeSec: 9, POWER1: 'OFF', Wifi: { RSSI: 52, BSSId: 'x' } },
      ['UptimeSec=9 s', 'POWER1=false', 'Wifi.RSSI=52 %'],
    ],
    ['stat/m/POWER2', 'on', ['POWER2=true']],
    ['tele/m/STATE', { POWER: 'true', Color: '102030' }, ['POWER=true', 'Color=#102030']],
    ['tele/m/POWER_LOW', 'OFF', ['POWER_LOW=false']],
    [
      'stat/m/STATUS0',
      { StatusSNS: { A: { Illuminance: 3 } }, StatusSTS: { POWER: 'ON' }, StatusPRM: { BootCount: 6 } },
      ['A.Illuminance=3 lx', 'POWER=true'],
    ],
    ['stat/m/RESULT', { POWER: 'ON' }, ['POWER=true']],
    [
      'stat/m/RESULT',
      { Shutter1: { Position: 40, Direction: 0 } },
      ['Shutter1.Position=40 %', 'Shutter1.Direction=0'],
    ],
    [
      'stat/m/STATUS8',
      { StatusSNS: { Time: '2024-05-01T10:00:00', A: { Illuminance: 3 } } },
      ['A.Illuminance=3 lx'],
    ],
    ['tele/m/ENERGY', { Today: 0.5 }, ['ENERGY.Today=0.5 kWh']],
  ])('%s', (topic, body, expected) => {
    expect(said(topic, body)).toEqual(expected.map((one) => `m ${one}`));
  });

  it.each([
    ['tele/m/LWT', 'Online', 'm online'],
    ['m/tele/LWT', 'OFFLINE', 'm offline'],
    ['tele/m/LWT', 'perhaps', 'rejected: bad-status'],
    ['cmnd/m/POWER', 'ON', 'ignored: command'],
    ['stat/m/RESULT', { TelePeriod: 300 }, 'ignored: metadata'],
    ['tele/m/SENSOR', '{"A":', 'rejected: bad-json'],
    ['tele/m/ENERGY', '"Total":1.5, "Today":0.2}', 'rejected: bad-json'],
    ['tele/m/SENSOR', [1], 'rejected: bad-record'],
    ['stat/m/STATUS', 'online', 'm online'],
    ['tele/m/SENSOR', { Time: '2024-05-01T10:00:00' }, 'ignored: no-values'],
  ])('%s %s', (topic, body, expected) => {
    expect(said(topic, body)).toEqual([expected]);
  });
});

describe('descriptions', () => {
  it.each([
    ['tele/m/INFO1', { Info1: { Module: 'Sonoff Basic', Version: '12' } }, { model: 'Sonoff Basic' }],
    ['stat/m/STATUS', { Status: { DeviceName: 'Pump', FriendlyName: ['P'] } }, { name: 'Pump' }],
    [
      'tasmota/discovery/A1B2C3/config',
      { t: 'm', dn: 'Pump', md: 'Plug', ft: '%topic%/%prefix%/', rl: [1, 0] },
      { name: 'Pump', model: 'Plug', commands: { POWER: { topic: 'm/cmnd/POWER', body: 'value' } } },
    ],
  ])('%s', (topic, body, meta) => {
    expect(facts(topic, body)[0]).toMatchObject({
      type: 'description',
      device: { id: 'm' },
      mode: 'merge',
      meta,
    });
  });
});
