import { describe, expect, it } from 'vitest';
import { deviceId, METRICS, messagesOf, payloadOf } from './messages.ts';

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

  it('numbers the messages of each device without a gap', () => {
    const source = messagesOf('numbered', 2);
    const texts = [0, 1, 2, 3].map((n) => source(n).bytes.toString());
    expect(texts.map((text) => /bench-\d+/u.exec(text)?.[0])).toEqual([0, 1, 0, 1].map(deviceId));
    expect(texts.map((text) => /"number":(\d+)/u.exec(text)?.[1])).toEqual(['0', '0', '1', '1']);
  });

  it('stamps with the time of sending alone', () => {
    expect(messagesOf('stamps', 1)(0).bytes.toString()).toMatch(/\{"sent":\d+\.\d{3}\}$/u);
  });

  it('leaves room for the packet id where the packet has it', () => {
    const { bytes, idAt } = messagesOf('readings', 1)(0);
    expect(bytes.readUInt16BE(idAt)).toBe(1);
  });
});
