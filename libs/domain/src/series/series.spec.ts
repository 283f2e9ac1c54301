import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDeviceClock, newRhythm, noteGap, settleKind, settleTime } from './index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const SECOND = 1_000_000;

describe('settleKind', () => {
  it.each([
    [undefined, 21.5, { kind: 'number', value: 21.5 }],
    [undefined, '21.5', { kind: 'number', value: 21.5 }],
    [undefined, ' -1e3 ', { kind: 'number', value: -1000 }],
    [undefined, true, { kind: 'boolean', value: 1 }],
    [undefined, 'open', { kind: 'text', value: 'open' }],
    ['number', true, { kind: 'number', value: 1 }],
    ['number', 'open', 'kind-mismatch'],
    ['boolean', 0, { kind: 'boolean', value: 0 }],
    ['boolean', 7, 'kind-mismatch'],
    ['text', '12', { kind: 'text', value: '12' }],
    ['text', 12, 'kind-mismatch'],
    ['text', false, 'kind-mismatch'],
    [undefined, Infinity, 'not-finite'],
    [undefined, '1e400', 'not-finite'],
    [undefined, 'NaN', 'not-finite'],
    [undefined, 'x'.repeat(1_025), 'text-too-long'],
    [undefined, '', { kind: 'text', value: '' }],
  ] as const)('%s with %j', (kind, raw, expected) => {
    expect(settleKind(kind, raw)).toEqual(expected);
  });

  it('never changes the kind of a series', () => {
    const kind = fc.constantFrom('number', 'boolean', 'text');
    fc.assert(
      fc.property(kind, fc.oneof(fc.double(), fc.boolean(), fc.string()), (before, raw) => {
        const settled = settleKind(before, raw);
        if (typeof settled === 'object') expect(settled.kind).toBe(before);
      }),
    );
  });
});

describe('settleTime', () => {
  it('believes a stamp however old, but not one far ahead or from before 2000', () => {
    const clock = newDeviceClock();
    expect(settleTime(clock, undefined, NOW)).toMatchObject({ t: NOW, quality: 'good' });
    expect(settleTime(clock, NOW - 9e13, NOW)).toMatchObject({ t: NOW - 9e13, quality: 'good' });
    expect(settleTime(clock, NOW + 30 * SECOND, NOW)).toMatchObject({
      t: NOW + 30 * SECOND,
      quality: 'good',
    });
    expect(settleTime(clock, NOW + 31 * SECOND, NOW)).toMatchObject({ t: NOW, quality: 'clock-ahead' });
    expect(settleTime(clock, 12_345 * SECOND, NOW)).toMatchObject({ t: NOW, quality: 'no-clock' });
  });

  it('sees a clock that was set back after ten messages, not for a late one', () => {
    const clock = newDeviceClock();
    settleTime(clock, NOW, NOW);
    const setBack = Array.from(
      { length: 12 },
      (_, i) => settleTime(clock, NOW - 3_600 * SECOND + i * SECOND, NOW + i * SECOND).setBack,
    );
    expect(setBack.indexOf(true)).toBe(9);
    expect(setBack.filter(Boolean)).toHaveLength(1);
    expect(clock.newest).toBe(NOW - 3_600 * SECOND + 11 * SECOND);
  });

  it('learns the skew of a device', () => {
    const clock = newDeviceClock();
    for (let i = 0; i < 20; i++) settleTime(clock, NOW + i * SECOND - 12 * SECOND, NOW + i * SECOND);
    expect(clock.skew).toBeCloseTo(-12 * SECOND, -3);
  });
});

describe('rhythm', () => {
  it('learns nothing from three gaps, then the median', () => {
    const rhythm = newRhythm();
    for (const gap of [5, 5, 60]) noteGap(rhythm, gap * SECOND);
    expect(rhythm.interval).toBeUndefined();
    noteGap(rhythm, 5 * SECOND);
    expect(rhythm.interval).toBe(5_000);
  });

  it('follows a device that changes its interval', () => {
    const rhythm = newRhythm();
    for (let i = 0; i < 40; i++) noteGap(rhythm, SECOND);
    for (let i = 0; i < 36; i++) noteGap(rhythm, 10 * SECOND);
    expect(rhythm.interval).toBe(10_000);
  });

  it('calls scattered gaps irregular, jittered ones not', () => {
    const scattered = newRhythm();
    for (const gap of [1, 60, 2, 300, 1, 5, 120]) noteGap(scattered, gap * SECOND);
    expect(scattered.irregular).toBe(true);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 800_000, max: 1_200_000 }), { minLength: 8, maxLength: 60 }),
        (gaps) => {
          const rhythm = newRhythm();
          for (const gap of gaps) noteGap(rhythm, gap);
          expect(rhythm.irregular).toBe(false);
          expect(rhythm.interval).toBeGreaterThanOrEqual(800);
          expect(rhythm.interval).toBeLessThanOrEqual(1_200);
        },
      ),
    );
  });
});
