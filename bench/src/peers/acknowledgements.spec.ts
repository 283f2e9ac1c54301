import { generate } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { Acknowledgements } from './acknowledgements.ts';

const V5 = { protocolVersion: 5 };
const PACKETS = Buffer.concat([
  generate({ cmd: 'connack', sessionPresent: false, reasonCode: 0, properties: { receiveMaximum: 9 } }, V5),
  generate({ cmd: 'puback', messageId: 1, reasonCode: 0 }, V5),
  generate({ cmd: 'puback', messageId: 2, reasonCode: 16 }, V5),
  generate({ cmd: 'pingresp' }, V5),
  generate({ cmd: 'puback', messageId: 65_535, reasonCode: 0 }, V5),
]);

function read(chunks: readonly Buffer[]): { reasons: number[]; taken: number } {
  const reasons: number[] = [];
  let taken = 0;
  const acknowledgements = new Acknowledgements(
    (reason) => reasons.push(reason),
    (count) => (taken += count),
  );
  for (const chunk of chunks) acknowledgements.take(chunk);
  return { reasons, taken };
}

describe('Acknowledgements', () => {
  it('counts the messages that the broker took, however the bytes are cut', () => {
    for (let cut = 0; cut <= PACKETS.length; cut++) {
      const chunks = [PACKETS.subarray(0, cut), PACKETS.subarray(cut)];
      expect(read(chunks)).toEqual({ reasons: [0], taken: 3 });
    }
    expect(read(Array.from(PACKETS, (byte) => Buffer.of(byte))).taken).toBe(3);
  });

  it('names each message with the reason, which MQTT 3.1.1 does not have', () => {
    const seen: [number, number][] = [];
    const acknowledgements = new Acknowledgements(
      () => undefined,
      () => undefined,
      (id, reason) => seen.push([id, reason]),
    );
    acknowledgements.take(PACKETS);
    acknowledgements.take(Buffer.of(0x40, 2, 1, 2));
    expect(seen).toEqual([
      [1, 0],
      [2, 16],
      [65_535, 0],
      [258, 0],
    ]);
  });

  it('says when the broker sends us away', () => {
    const packet = generate({ cmd: 'disconnect', reasonCode: 147 }, V5);
    expect(() => read([packet])).toThrow('147');
  });
});
