import { isInstanceTopic, webhookBodySchema } from '@sensorium/contracts';
import { decode, EMPTY_DECODE_STATE } from '@sensorium/domain/decode';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OwnMessages } from '../../ingest/own-messages.js';
import type { BrokerLink } from '../../ports/broker-link.js';
import { MqttKind } from './mqtt.js';
import { Steps } from './steps.js';
import { channelOf, NO_CONTEXT, noticeOf } from './testing.js';

interface Heard {
  topic: string;
  payload: Buffer;
  retain: boolean;
  qos: number;
}

/** A broker with a client each for publishing and for listening. */
async function broker(): Promise<{ link: Pick<BrokerLink, 'publish'>; heard: Promise<Heard> }> {
  const aedes = await Aedes.createBroker();
  const server = createServer((socket: Socket) => {
    aedes.handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [sender, listener] = await Promise.all([connectAsync(url), connectAsync(url)]);
  await listener.subscribeAsync('#', { qos: 1 });
  const heard = new Promise<Heard>((resolve) => {
    listener.once('message', (topic, payload, { retain, qos }) => {
      resolve({ topic, payload, retain, qos });
    });
  });
  onTestFinished(async () => {
    await Promise.all([sender.endAsync(true), listener.endAsync(true)]);
    aedes.close();
    server.close();
  });
  const publish = async (topic: string, payload: Uint8Array, { retain }: { retain: boolean }) => {
    await sender.publishAsync(topic, Buffer.from(payload), { qos: 1, retain });
  };
  return { link: { publish }, heard };
}

function deliver(kind: MqttKind, settings: Record<string, unknown>, steps = new Steps()) {
  return kind.deliver(channelOf('mqtt', settings), noticeOf(2), { context: NO_CONTEXT, steps });
}

describe('MqttKind', () => {
  it('publishes nothing that comes back as readings, on whatever topic', () => {
    const payload = Buffer.from(
      new MqttKind({ publish: () => Promise.resolve() }).message(channelOf('mqtt', {}), noticeOf(2)).body,
    );
    for (const topic of ['alerts/plant', 'sensorium/plant/alerts', 'zigbee2mqtt/alerts']) {
      const outcome = decode(EMPTY_DECODE_STATE, { topic, payload, retained: false }, 0);
      expect(outcome).toEqual({ kind: 'ignored', reason: 'instance' });
    }
    const reading = Buffer.from('{"version":1,"id":"a","temperature":4}');
    expect(decode(EMPTY_DECODE_STATE, { topic: 'a/b', payload: reading, retained: false }, 0).kind).toBe(
      'facts',
    );
  });

  it('publishes the notice as JSON where Sensorium does not take it for a device', async () => {
    const { link, heard } = await broker();
    const topic = 'sensorium/plant/alerts';
    expect(await deliver(new MqttKind(new OwnMessages(link, 'all')), { topic, retain: false })).toMatchObject(
      { outcome: 'ok' },
    );
    const { payload, ...rest } = await heard;
    expect(rest).toEqual({ topic, retain: false, qos: 1 });
    expect(webhookBodySchema.parse(JSON.parse(payload.toString()))).toMatchObject({
      id: 'notice-1',
      event: 'firing',
    });
    expect(isInstanceTopic(topic)).toBe(true);
  });

  it.each(['off', 'status'] as const)('is told why not with MQTT_PUBLISH=%s', async (allowed) => {
    const { link } = await broker();
    const steps = new Steps();
    const sent = await deliver(new MqttKind(new OwnMessages(link, allowed)), { topic: 'alerts' }, steps);
    expect(sent).toEqual({
      outcome: 'fatal',
      answer: `MQTT_PUBLISH is ${allowed}; alerts are published with MQTT_PUBLISH=all`,
    });
    expect(steps.list).toMatchObject([{ step: 'send', ok: false }]);
  });

  it('tries again while the link is down', async () => {
    const link = { publish: () => Promise.reject(new Error('the link to the broker is down')) };
    expect(await deliver(new MqttKind(new OwnMessages(link, 'all')), { topic: 'alerts' })).toEqual({
      outcome: 'retryable',
      answer: 'the link to the broker is down',
    });
  });

  it.each(['$SYS/x', 'sensorium/plant/status', 'sensorium/plant/probe', ''])(
    'publishes nothing on %j',
    async (topic) => {
      const { link } = await broker();
      expect(await deliver(new MqttKind(new OwnMessages(link, 'all')), { topic })).toMatchObject({
        outcome: 'fatal',
      });
    },
  );

  it('bounds its payload', () => {
    const { body } = new MqttKind({ publish: () => Promise.resolve() }).message(
      channelOf('mqtt', { topic: 't' }),
      noticeOf(900),
    );
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    const read = webhookBodySchema.parse(JSON.parse(body));
    expect(read.alerts.length + (read.truncated ?? 0)).toBe(900);
  });
});
