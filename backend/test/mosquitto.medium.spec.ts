import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Mosquitto, MOSQUITTO } from './mosquitto.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

/** State and message of the broker part in `/health/ready`. */
async function brokerPart(sensorium: Sensorium): Promise<{ state: string; message?: string }> {
  const readiness = (await (await sensorium.get('health/ready')).json()) as {
    parts: { broker: { state: string; message?: string } };
  };
  return readiness.parts.broker;
}

describe.skipIf(MOSQUITTO === undefined)('with a real Mosquitto', () => {
  it('shows native and plain devices over MQTT 5', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, MQTT_URL: mosquitto.url });
    await sensorium.linkUp();
    expect(sensorium.log).toContain('by MQTT 5');
    const client = await connectAsync(mosquitto.url);
    await client.publishAsync('devices/a/telemetry', '{"x":1}', { qos: 1 });
    await client.publishAsync('shed/temperature', '7.5', { qos: 0 });
    await sensorium.device('a', (one) => one.presence === 'live');
    await sensorium.device('shed', (one) => one.metrics[0]?.latest?.value === 7.5);
    await client.endAsync();
  });

  it('gets after a restart what was published meanwhile', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    const env = { DATA_DIR: data.path, MQTT_URL: mosquitto.url };
    const first = await Sensorium.start(env);
    await first.linkUp();
    await first.stop();
    const client = await connectAsync(mosquitto.url);
    for (let i = 0; i < 200; i++) await client.publishAsync(`devices/d${i}/telemetry`, '{"x":1}', { qos: 1 });
    await client.endAsync();
    await using second = await Sensorium.start(env);
    await until('200 devices', async () => (await second.devices()).length === 200);
    expect(second.log).toContain('session resumed');
  });

  it('calls nobody stale while the broker is away, and comes back by itself', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, MQTT_URL: mosquitto.url });
    await sensorium.linkUp();
    const client = await connectAsync(mosquitto.url);
    await client.publishAsync('devices/a/telemetry', '{"x":1}', { qos: 1 });
    await sensorium.device('a', (one) => one.presence === 'live');
    await client.endAsync();
    await mosquitto.pause();
    const away = await sensorium.device('a', (one) => one.presence === 'unknown');
    expect(away.presenceCause).toEqual({ code: 'link-down' });
    expect(await brokerPart(sensorium)).toMatchObject({ state: 'degraded' });
    await mosquitto.resume();
    await sensorium.linkUp();
    await sensorium.device('a', (one) => one.presence === 'live');
  });

  it('says its own birth and last will, and takes neither for a device', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    const client = await connectAsync(mosquitto.url);
    const states: string[] = [];
    client.on('message', (topic, payload) => states.push(`${topic} ${payload.toString()}`));
    await client.subscribeAsync('sensorium/+/status', { qos: 1 });
    const env = { DATA_DIR: data.path, MQTT_URL: mosquitto.url, MQTT_CLIENT_ID: 'watcher' };
    const sensorium = await Sensorium.start(env);
    await until('the birth', () => states.includes('sensorium/watcher/status {"state":"online"}'));
    await sensorium.stop('SIGKILL');
    await until('the last will', () => states.at(-1) === 'sensorium/watcher/status {"state":"offline"}');
    await client.endAsync();
    await using again = await Sensorium.start(env);
    await again.linkUp();
    expect(await again.devices()).toEqual([]);
  });

  it('names why the broker refuses it, without the password', async () => {
    using data = new DataFolder();
    const passwords = join(data.path, 'passwords');
    writeFileSync(passwords, '', { mode: 0o600 });
    await using mosquitto = await Mosquitto.start(data.path, [
      `password_file ${passwords}`,
      'allow_anonymous false',
    ]);
    const env = { MQTT_URL: mosquitto.url, MQTT_USERNAME: 'me', MQTT_PASSWORD: 'hush-hush' };
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, ...env });
    await until('the reason', async () => (await brokerPart(sensorium)).message?.includes('not authorised'));
    expect(sensorium.log).not.toContain('hush');
  });
});

describe('with a broker that speaks MQTT 3.1.1 only', () => {
  it('goes on with 3.1.1', async () => {
    using data = new DataFolder();
    using otherData = new DataFolder();
    await using embedded = await Sensorium.start({ DATA_DIR: data.path });
    await using guest = await Sensorium.start({ DATA_DIR: otherData.path, MQTT_URL: embedded.mqttUrl });
    await guest.linkUp();
    expect(guest.log).toContain('by MQTT 3.1.1');
    const client = await connectAsync(embedded.mqttUrl);
    await client.publishAsync('devices/a/telemetry', '{"x":1}', { qos: 1 });
    await guest.device('a');
    await client.endAsync();
  });

  it('names a subscription that the broker refuses', async () => {
    using data = new DataFolder();
    const broker = await Aedes.createBroker({
      authorizeSubscribe: (_client, subscription, done) => {
        done(null, subscription.topic === 'secret/#' ? null : subscription);
      },
    });
    const server = createServer(broker.handle).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const env = { MQTT_URL: `mqtt://127.0.0.1:${port}`, MQTT_TOPICS: 'devices/#,secret/#' };
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, ...env });
    await until('the refusal', async () => (await brokerPart(sensorium)).message?.includes('secret/#'));
    expect(await brokerPart(sensorium)).toMatchObject({ state: 'degraded' });
    await sensorium.stop();
    await new Promise<void>((done) => broker.close(done));
    server.close();
  });
});
