import type { BrokerRefusalReason, System } from '@sensorium/contracts';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BareClient, publishPacket, remainingLength } from './mqtt-packets.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

const MIB = 1_048_576;

let data: DataFolder;
let sensorium: Sensorium;
let port: number;

beforeAll(async () => {
  data = new DataFolder();
  sensorium = await Sensorium.start({ DATA_DIR: data.path });
  port = Number(new URL(sensorium.mqttUrl).port);
});

afterAll(async () => {
  await sensorium.stop();
  data[Symbol.dispose]();
});

async function system(): Promise<System> {
  return (await (await sensorium.get('api/system')).json()) as System;
}

/** Waits until the reason is on the page of the system; resolves to what it says of it. */
async function refusal(reason: BrokerRefusalReason): Promise<NonNullable<System['refusals']>[number]> {
  return until(reason, async () => (await system()).refusals?.find((one) => one.reason === reason));
}

async function metric(reason: BrokerRefusalReason): Promise<string | undefined> {
  const metrics = await (await sensorium.get('metrics')).text();
  return new RegExp(`^sensorium_broker_refusals_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(
    metrics,
  )?.[1];
}

describe('a refusal of the embedded broker', () => {
  it('is nowhere before it happens, and every reason is at 0', async () => {
    expect((await system()).refusals).toEqual([]);
    expect(await metric('packet-too-large')).toBe('0');
  });

  it('ends a connection that announces 100 MiB, keeps none of it, and is said', async () => {
    const before = (await system()).memory.rss;
    using client = new BareClient(port);
    await client.connect('flood');
    client.socket.write(Buffer.from([0x30, ...remainingLength(100 * MIB)]));
    for (let sent = 0; sent < 100; sent++) client.socket.write(Buffer.alloc(MIB));
    await client.closed();
    const { count, example } = await refusal('packet-too-large');
    expect(count).toBe(1);
    expect(example).toMatch(/^client flood at 127\.0\.0\.1 port \d+: a packet of 104857605 bytes/);
    expect(await metric('packet-too-large')).toBe('1');
    expect((await system()).memory.rss - before).toBeLessThan(64 * MIB);
    await until('the line', () => sensorium.log.includes('refused 1 x packet-too-large'));
  });

  it('says a flood of one reason in one line of the log', async () => {
    for (let n = 0; n < 5; n++) {
      using client = new BareClient(port);
      await client.connect(`spy-${n}`);
      client.socket.write(publishPacket('$SYS/broker/uptime'));
      await client.closed();
    }
    await until('all five', async () => (await refusal('reserved-topic')).count === 5);
    await until('the line', () => sensorium.log.includes('x reserved-topic'));
    expect(sensorium.log.match(/x reserved-topic/g)).toHaveLength(1);
  });

  it('leaves a client alone that sends 1 MiB', async () => {
    const client = await connectAsync(sensorium.mqttUrl);
    const payload = Buffer.concat([Buffer.from('{"x":1}'), Buffer.alloc(MIB - 7, 0x20)]);
    await client.publishAsync('devices/large/telemetry', payload, { qos: 1 });
    expect((await sensorium.device('large')).metrics[0]?.latest?.value).toBe(1);
    await client.endAsync();
  });
});
