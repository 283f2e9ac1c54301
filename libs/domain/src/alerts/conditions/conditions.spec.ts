import type { Value } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { newJudge, type JudgedCondition, type Outcome } from './index.js';

const SECOND = 1_000_000;

/** Outcomes of readings a second apart, as they are while an alert fires (`keeps`) or before. */
function outcomes(condition: JudgedCondition, values: Value[], keeps = true): Outcome[] {
  const judge = newJudge(condition, undefined);
  return values.map((value, at) => judge.judge(at * SECOND, value, keeps));
}

describe('conditions', () => {
  it.each<[string, JudgedCondition, Value[], Outcome[]]>([
    ['above: strictly', { type: 'above', value: 30 }, [29, 30, 30.1, 30], [0, 0, 1, 0]],
    [
      'above: until clear',
      { type: 'above', value: 30, clear: 28 },
      [29, 31, 29, 28.1, 28, 29],
      [0, 1, 1, 1, 0, 0],
    ],
    [
      'above: clear on the wrong side counts as the limit',
      { type: 'above', value: 30, clear: 40 },
      [31, 32],
      [1, 1],
    ],
    [
      'above: true is 1, text and NaN say nothing',
      { type: 'above', value: 0 },
      [true, 'x', NaN, false],
      [1, -1, -1, 0],
    ],
    ['below: strictly, until clear', { type: 'below', value: 5, clear: 7 }, [5, 4, 6, 7, 6], [0, 1, 1, 0, 0]],
    ['below a name that nobody resolved', { type: 'below', value: 'meta.min' }, [-1e9], [0]],
    [
      'outside: its ends are inside',
      { type: 'outside', low: 0, high: 10 },
      [0, 10, 10.1, 10, -0.1, 0],
      [0, 0, 1, 0, 1, 0],
    ],
    [
      'outside: deadband',
      { type: 'outside', low: 0, high: 10, deadband: 2 },
      [11, 8.1, 8, 9, -1, 1.9, 2],
      [1, 1, 0, 0, 1, 1, 0],
    ],
    [
      'outside: from side to side',
      { type: 'outside', low: 0, high: 10, deadband: 2 },
      [11, -1, 1, 9],
      [1, 1, 1, 0],
    ],
    ['inside: with its ends', { type: 'inside', low: 0, high: 10 }, [0, 10, 10.1, -0.1, 5], [1, 1, 0, 0, 1]],
    [
      'inside: deadband',
      { type: 'inside', low: 0, high: 10, deadband: 2 },
      [5, 11, 12, 11, -1, 10],
      [1, 1, 0, 0, 0, 1],
    ],
    ['equals: true is 1', { type: 'equals', value: true }, [true, 1, 0, false, 'true'], [1, 1, 0, 0, 0]],
    ['equals: text', { type: 'equals', value: 'open' }, ['open', 'Open', 1], [1, 0, 0]],
    ['not-equals', { type: 'not-equals', value: 'ok' }, ['ok', 'fault', ''], [0, 1, 1]],
    [
      'rate: unknown until there is one before',
      { type: 'rate', perMs: 2_000, above: 3 },
      [0, 0, 3, 4],
      [-1, -1, 0, 1],
    ],
    [
      'rate: below, with a deadband',
      { type: 'rate', perMs: 1_000, below: -3, deadband: 1 },
      [10, 6, 3.5, 2],
      [-1, 1, 1, 0],
    ],
    [
      'flatline: three samples that span the time',
      { type: 'flatline', forMs: 1_000 },
      [5, 5, 5, 5.1, 5.1, 5.1],
      [0, 0, 1, 0, 0, 1],
    ],
    ['flatline: long enough', { type: 'flatline', forMs: 4_000 }, [5, 5, 5, 5, 5], [0, 0, 0, 0, 1]],
  ])('%s', (_name, condition, values, expected) => {
    expect(outcomes(condition, values)).toEqual(expected);
  });

  it.each<[JudgedCondition, number[]]>([
    [{ type: 'above', value: 30, clear: 28 }, [31, 29]],
    [{ type: 'outside', low: 0, high: 10, deadband: 2 }, [11, 9]],
    [{ type: 'inside', low: 0, high: 10, deadband: 2 }, [5, 11]],
  ])('$type does not hold between limit and clear before it fires', (condition, values) => {
    expect(outcomes(condition, values, false)).toEqual([1, 0]);
  });

  it('compares with the last value at or before the window, however old', () => {
    const judge = newJudge({ type: 'rate', perMs: 10_000, above: 0 }, undefined);
    const changes = [0, 4, 9, 14, 60].map((second) => {
      judge.judge(second * SECOND, second * second, false);
      return judge.compared(0);
    });
    expect(changes).toEqual([null, null, null, 14 ** 2 - 4 ** 2, 60 ** 2 - 14 ** 2]);
  });

  it('thins a window of very many samples, and stays within a part of it', () => {
    const judge = newJudge({ type: 'rate', perMs: 3_600_000, above: 0 }, undefined);
    const changes: number[] = [];
    for (let second = 0; second < 20_000; second++) {
      judge.judge(second * SECOND, second, false);
      changes.push(Number(judge.compared(0) ?? NaN));
    }
    const known = changes.slice(3_600);
    expect(Math.min(...known)).toBe(3_600);
    expect(Math.max(...known)).toBeLessThanOrEqual(3_600 + 3_600 / 512 + 1);
    expect(JSON.stringify(judge.memory()).length).toBeLessThan(30_000);
  });

  it('leaves gaps out of a flatline', () => {
    const judge = newJudge({ type: 'flatline', forMs: 10_000 }, undefined);
    for (const second of [0, 1, 2]) judge.judge(second * SECOND, 5, false);
    judge.skip?.(100 * SECOND);
    expect(judge.judge(104 * SECOND, 5, false)).toBe(0);
    expect(judge.judge(110 * SECOND, 5, false)).toBe(1);
  });

  it.each<[JudgedCondition, number, number, boolean]>([
    [{ type: 'above', value: 0 }, 5, 4, true],
    [{ type: 'below', value: 0 }, -5, -4, true],
    [{ type: 'outside', low: 0, high: 10 }, -3, 12, true],
    [{ type: 'inside', low: 0, high: 10 }, 5, 9, true],
    [{ type: 'equals', value: 5 }, 5, 4, false],
  ])('%o: %d is further than %d: %s', (condition, value, peak, expected) => {
    expect(newJudge(condition, undefined).isFurther(value, peak)).toBe(expected);
  });
});
