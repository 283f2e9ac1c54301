import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HeldAcks } from './held-acks.js';

/** The part of a client that sends, keeping what goes out. */
function recorder() {
  const sent: string[] = [];
  const written: number[][] = [];
  return {
    sent,
    written,
    _sendPacket: (packet: { cmd: string }, done?: () => void) => {
      sent.push(packet.cmd);
      done?.();
    },
    stream: { write: (bytes: Uint8Array) => written.push([...bytes]) },
  };
}

const id = fc.integer({ min: 1, max: 65_535 });
const bytesOf = (ids: number[]) => ids.flatMap((one) => [0x40, 2, one >> 8, one & 0xff]);

function receive(client: ReturnType<typeof recorder>, messageId: number, done?: () => void): void {
  client._sendPacket({ cmd: 'puback', messageId } as never, done);
}

it('writes what was taken at once, in order, and each once', () => {
  fc.assert(
    fc.property(fc.array(id, { minLength: 1 }), fc.array(id, { minLength: 1 }), (first, second) => {
      const client = recorder();
      const held = HeldAcks.of(client);
      let passed = 0;
      for (const one of first) receive(client, one, () => (passed += 1));
      expect(passed).toBe(first.length);
      const acknowledgeFirst = held.take();
      for (const one of second) receive(client, one);
      expect(client.written).toEqual([]);
      acknowledgeFirst();
      expect(client.written).toEqual([bytesOf(first)]);
      held.take()();
      held.take()();
      expect(client.written).toEqual([bytesOf(first), bytesOf(second)]);
    }),
  );
});

it('lets every other packet pass, and a refusal too', () => {
  const client = recorder();
  HeldAcks.of(client);
  client._sendPacket({ cmd: 'pingreq' });
  client._sendPacket({ cmd: 'puback', messageId: 1, reasonCode: 0x87 } as never);
  expect(client.sent).toEqual(['pingreq', 'puback']);
});

it('sends nothing after the connection has ended, held or taken', () => {
  const client = recorder();
  const held = HeldAcks.of(client);
  receive(client, 7);
  const acknowledge = held.take();
  receive(client, 8);
  held.end();
  acknowledge();
  held.take()();
  expect(client.written).toEqual([]);
});
