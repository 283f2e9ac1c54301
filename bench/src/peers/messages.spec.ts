import { describe, expect, it } from 'vitest';
import { METRICS, messagesOf, payloadOf } from './messages.ts';

describe('payloadOf', () => {
  it('is JSON of about 60 bytes with two or three metrics', () => {
    const payloads = Array.from({ length: 1_000 }, (_, device) => payloadOf(device, device % 8));
    const bytes = payloads.reduce((sum, payload) => sum + Buffer.byteLength(payload), 0) / payloads.length;
    expect(bytes).toBeGreaterThan(50);
    expect(bytes).toBeLessThan(70);
    expect(Object.keys(JSON.parse(payloadOf(0, 0)) as object)).toEqual([...METRICS]);
    expect(Object.keys(JSON.parse(payloadOf(1, 0)) as object)).toEqual(METRICS.slice(0, 2));
  });
});

describe('messagesOf', () => {
  it('goes round the devices and changes the values of each', () => {
    const source = messagesOf('readings', 3);
    expect(source(0).bytes.toString()).toContain('devices/bench-0000/telemetry');
    expect(source(4).bytes.toString()).toContain('devices/bench-0001/telemetry');
    expect(source(0).bytes.equals(source(3).bytes)).toBe(false);
    expect(source(0)).toBe(source(24));
  });

  it('leaves room for the packet id where the packet has it', () => {
    const { bytes, idAt } = messagesOf('readings', 1)(0);
    expect(bytes.readUInt16BE(idAt)).toBe(1);
  });
});
