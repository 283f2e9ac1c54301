import type { LogList, System } from '@sensorium/contracts';
import { connectAsync } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { Mosquitto, MOSQUITTO } from './mosquitto.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

async function system(sensorium: Sensorium): Promise<System> {
  return (await (await sensorium.get('api/system')).json()) as System;
}

function noticed(sensorium: Sensorium, code: string): Promise<System> {
  return until(code, async () => {
    const read = await system(sensorium);
    return read.notices.some((notice) => notice.code === code) && read;
  });
}

describe.skipIf(MOSQUITTO === undefined)('the watch over the link, with a real Mosquitto', () => {
  it('measures the way through the broker', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, MQTT_URL: mosquitto.url });
    const read = await until('a probe', async () => {
      const one = await system(sensorium);
      return one.link.probeMs !== null && one;
    });
    expect(read.link).toMatchObject({ state: 'up', protocol: 'MQTT 5', embedded: false });
    expect(read.notices).toEqual([]);
  });

  it('names a second copy with the same client id', async () => {
    using data = new DataFolder();
    using otherData = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    const env = { MQTT_URL: mosquitto.url, MQTT_CLIENT_ID: 'twin' };
    await using first = await Sensorium.start({ DATA_DIR: data.path, ...env });
    await first.linkUp();
    await using second = await Sensorium.start({ DATA_DIR: otherData.path, ...env });
    const { link } = await noticed(first, 'same-client-id');
    expect(link.state).toBe('down');
    expect((await system(second)).link.state).toBe('up');
  });

  it('says what the broker dropped, with the settings to change', async () => {
    using data = new DataFolder();
    const settings = ['allow_anonymous true', 'sys_interval 1', 'max_queued_messages 10'];
    await using mosquitto = await Mosquitto.start(data.path, settings);
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, MQTT_URL: mosquitto.url });
    await until('the counter', async () => (await system(sensorium)).link.dropped !== null);
    const sleeper = { clientId: 'sleeper', clean: false, protocolVersion: 4 as const };
    const away = await connectAsync(mosquitto.url, sleeper);
    await away.subscribeAsync('devices/#', { qos: 1 });
    await away.endAsync();
    const device = await connectAsync(mosquitto.url);
    for (let i = 0; i < 200; i++) await device.publishAsync('devices/a/telemetry', '{"x":1}', { qos: 1 });
    await device.endAsync();
    const { notices } = await noticed(sensorium, 'broker-dropped');
    expect(notices[0]?.advice).toContain('max_queued_messages');
    const log = (await (await sensorium.get('api/log')).json()) as LogList;
    expect(log.entries.map(({ event }) => event.code)).toContain('dropped-by-broker');
  });
});
