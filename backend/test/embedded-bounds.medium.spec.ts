import type { BrokerRefusalReason } from '@sensorium/contracts';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOUNDS, type BrokerBounds } from '../src/adapters/broker/broker-bounds.js';
import { Door } from '../src/adapters/broker/door.js';
import { createGuardedBroker, type GuardedBroker } from '../src/adapters/broker/guarded-broker.js';
import {
  BareClient,
  connectPacket,
  connectWithWill,
  packet,
  publishPacket,
  remainingLength,
  text,
} from './mqtt-packets.js';
import { until } from './until.js';

const DEEP = Array.from({ length: 150 }, (_, i) => i).join('/');
const MESSAGE_ID = Uint8Array.from([0, 1]);

let refused: { reason: BrokerRefusalReason; what: string; who: string }[];
let broker: GuardedBroker | undefined;

/** A broker with these bounds on a free port, whose refusals are in `refused`. */
async function open(bounds: Partial<BrokerBounds> = {}): Promise<number> {
  const door = new Door('the key of our own link');
  door.isOpen = true;
  broker = await createGuardedBroker({ ...BOUNDS, ...bounds }, door, (refusal, who) =>
    refused.push({ ...refusal, who }),
  );
  broker.server.listen(0, '127.0.0.1');
  await once(broker.server, 'listening');
  return (broker.server.address() as AddressInfo).port;
}

function reasons(): BrokerRefusalReason[] {
  return refused.map(({ reason }) => reason);
}

beforeEach(() => (refused = []));

afterEach(async () => {
  broker?.server.close();
  await broker?.close();
});

describe('what the embedded broker closes a connection for is counted once', () => {
  it.each<[string, BrokerRefusalReason, Buffer]>([
    ['a PUBLISH to $SYS/', 'reserved-topic', publishPacket('$SYS/broker/load')],
    ['a PUBLISH to 150 levels', 'topic-too-deep', publishPacket(DEEP)],
    ['a SUBSCRIBE to 150 levels', 'topic-too-deep', packet(0x82, MESSAGE_ID, text(DEEP), Buffer.of(0))],
    ['a PUBLISH to a wildcard', 'bad-topic', publishPacket('a/#')],
    ['a PUBLISH to +', 'bad-topic', publishPacket('a/+/b')],
    ['a PUBLISH to nothing', 'bad-topic', publishPacket('')],
    ['a SUBSCRIBE to a/b#', 'bad-topic', packet(0x82, MESSAGE_ID, text('a/b#'), Buffer.of(0))],
    ['an UNSUBSCRIBE of nothing', 'bad-topic', packet(0xa2, MESSAGE_ID, text(''))],
    ['a second CONNECT', 'malformed-packet', connectPacket('again')],
    ['QoS 3', 'malformed-packet', packet(0x36, text('a'), MESSAGE_ID)],
    ['wrong flags', 'malformed-packet', packet(0x80, MESSAGE_ID, text('a'), Buffer.of(0))],
    ['a topic without its bytes', 'malformed-packet', packet(0x30, Buffer.of(0xff, 0xff))],
    ['a packet of the broker', 'malformed-packet', packet(0xd0)],
    ['a length of five bytes', 'malformed-packet', Buffer.of(0x30, 0x80, 0x80, 0x80, 0x80, 0x01)],
    ['more than 2 MiB', 'packet-too-large', Buffer.of(0x30, ...remainingLength(2 * 1_048_576))],
  ])('%s: %s', async (_what, reason, bytes) => {
    using client = new BareClient(await open());
    await client.connect('meter-1');
    client.socket.write(bytes);
    await client.closed();
    await until('the count', () => refused.length > 0);
    expect(reasons()).toEqual([reason]);
    expect(refused[0]?.who).toMatch(/^client meter-1 at 127\./);
  });

  it.each<[string, BrokerRefusalReason, Buffer]>([
    ['a PUBLISH first', 'malformed-packet', publishPacket('a')],
    ['HTTP', 'malformed-packet', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['another protocol', 'malformed-packet', packet(0x10, text('MQXX'), Buffer.of(4, 2, 0, 60), text('a'))],
    ['MQTT 5', 'unsupported-version', packet(0x10, text('MQTT'), Buffer.of(5, 2, 0, 60, 0), text('a'))],
    ['MQTT 6', 'unsupported-version', connectPacket('a', 6)],
    [
      'an id of 24 characters in MQTT 3.1',
      'bad-client-id',
      packet(0x10, text('MQIsdp'), Buffer.of(3, 2, 0, 60), text('x'.repeat(24))),
    ],
    ['a CONNECT above 128 KiB', 'packet-too-large', Buffer.of(0x10, ...remainingLength(131_072))],
    ['a will to $SYS/', 'reserved-topic', connectWithWill('a', '$SYS/x')],
    ['a will to 150 levels', 'topic-too-deep', connectWithWill('a', DEEP)],
    ['a will to a wildcard', 'bad-topic', connectWithWill('a', 'a/+')],
  ])('before it is connected: %s: %s', async (_what, reason, bytes) => {
    using client = new BareClient(await open());
    client.socket.write(bytes);
    await client.closed();
    await until('the count', () => refused.length > 0);
    expect(reasons()).toEqual([reason]);
  });

  it('a connection that never says CONNECT', async () => {
    using client = new BareClient(await open({ connectMs: 50 }));
    await client.closed();
    expect(reasons()).toEqual(['no-connect']);
  });

  it('not a client that leaves, or whose line breaks', async () => {
    const port = await open();
    using leaving = new BareClient(port);
    using broken = new BareClient(port);
    await leaving.connect('leaving');
    await broken.connect('broken');
    leaving.socket.write(packet(0xe0));
    broken.socket.resetAndDestroy();
    await Promise.all([leaving.closed(), broken.closed()]);
    using next = new BareClient(port);
    await next.connect('next');
    expect(refused).toEqual([]);
  });
});

describe('bounds of the embedded broker', () => {
  it('close at the last byte of a header that comes byte by byte', async () => {
    using client = new BareClient(await open());
    await client.connect('slow');
    for (const byte of [0x30, ...remainingLength(100 * 1_048_576)]) {
      expect(client.socket.destroyed).toBe(false);
      await new Promise((sent) => client.socket.write(Buffer.of(byte), sent));
    }
    await client.closed();
    expect(reasons()).toEqual(['packet-too-large']);
  });

  it('let a payload of 1 MiB through, cut anywhere', async () => {
    const port = await open();
    using reader = new BareClient(port);
    using writer = new BareClient(port);
    await reader.connect('reader');
    reader.socket.write(packet(0x82, MESSAGE_ID, text('big'), Buffer.of(0)));
    await once(reader.socket, 'data');
    reader.received = Buffer.alloc(0);
    await writer.connect('writer');
    const bytes = publishPacket('big', Buffer.alloc(1_048_576, 0x61));
    for (let at = 0; at < bytes.length; at += 99_991) writer.socket.write(bytes.subarray(at, at + 99_991));
    await until('all of it', () => reader.received.length >= bytes.length);
    expect(reader.received.equals(bytes)).toBe(true);
    expect(refused).toEqual([]);
  });

  it('answer one client too many by return code 3', async () => {
    const port = await open({ clients: 1 });
    using first = new BareClient(port);
    await first.connect('first');
    using second = new BareClient(port);
    second.socket.write(connectPacket('second'));
    await second.closed();
    expect([...second.received]).toEqual([0x20, 2, 0, 3]);
    expect(reasons()).toEqual(['too-many-clients']);
  });

  it('count a connection too many', async () => {
    const port = await open({ connections: 1 });
    using first = new BareClient(port);
    await first.connect('first');
    using second = new BareClient(port);
    await second.closed();
    await until('the count', () => refused.length > 0);
    expect(reasons()).toEqual(['too-many-clients']);
  });

  it('keep no more retained messages and no more for an absent client, and say so', async () => {
    const port = await open({ retainedTopics: 1, queuedPerClient: 1 });
    using absent = new BareClient(port);
    absent.socket.write(packet(0x10, text('MQTT'), Buffer.of(4, 0, 0, 60), text('absent')));
    await once(absent.socket, 'data');
    absent.socket.write(packet(0x82, MESSAGE_ID, text('q'), Buffer.of(1)));
    await once(absent.socket, 'data');
    absent.socket.write(packet(0xe0));
    await absent.closed();
    using writer = new BareClient(port);
    await writer.connect('writer');
    for (const id of [1, 2]) writer.socket.write(packet(0x32, text('q'), Buffer.of(0, id), Buffer.from('1')));
    for (const topic of ['r/1', 'r/2']) writer.socket.write(packet(0x31, text(topic), Buffer.from('1')));
    await until('both', () => refused.length >= 2);
    expect(reasons().sort()).toEqual(['queue-full', 'retained-full']);
    expect(writer.socket.destroyed).toBe(false);
  });
});
