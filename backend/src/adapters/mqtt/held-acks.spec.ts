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

it('writes all held acknowledgements at once, in order, and each once', () => {
  const id = fc.integer({ min: 1, max: 65_535 });
  fc.assert(
    fc.property(fc.array(id, { minLength: 1 }), (ids) => {
      const client = recorder();
      const held = HeldAcks.of(client);
      let taken = 0;
      for (const messageId of ids)
        client._sendPacket({ cmd: 'puback', messageId } as never, () => (taken += 1));
      expect(taken).toBe(ids.length);
      expect(client.written).toEqual([]);
      held.release();
      held.release();
      expect(client.written).toEqual([ids.flatMap((one) => [0x40, 2, one >> 8, one & 0xff])]);
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

it('sends nothing that was held when the connection ended', () => {
  const client = recorder();
  const held = HeldAcks.of(client);
  client._sendPacket({ cmd: 'puback', messageId: 7 } as never);
  held.forget();
  held.release();
  expect(client.written).toEqual([]);
});
