import type { Condition } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { AlertInstance, isAtRest, newInstance, step, type Change, type Evaluator } from './index.js';

const S = 1_000_000;
const T = 1_700_000_000 * S;

function evaluator(condition: Condition, times: { forMs?: number; clearForMs?: number } = {}): Evaluator {
  const metrics =
    condition.type === 'all' || condition.type === 'any' ? condition.of.map((part) => part.metric) : ['m'];
  return { condition, metrics, forMs: 0, clearForMs: 0, limit: null, clear: null, ...times };
}

const ABOVE: Condition = { type: 'above', value: 30, clear: 28 };

/** Gives an instance readings at seconds after T, received when measured, and says what came of it. */
class Bench {
  readonly said: string[] = [];
  readonly instance: AlertInstance;

  constructor(condition: Condition, times: { forMs?: number; clearForMs?: number } = {}) {
    this.instance = new AlertInstance(evaluator(condition, times));
  }

  reading(second: number, value: number | string, { metric = 'm', received = second } = {}): this {
    return this.note(this.instance.reading(metric, T + second * S, value, T + received * S));
  }

  tick(second: number): this {
    return this.note(this.instance.tick(T + second * S));
  }

  quiet(second: number, metric: string | null = 'm'): this {
    return this.note(this.instance.quiet(metric, T + second * S, T + second * S));
  }

  note(change: Change | null): this {
    if (change?.noData === 'ended') this.said.push('no data ended');
    for (const { from, to, reason, at } of change?.transitions ?? []) {
      this.said.push(`${(at - T) / S}: ${from}>${to} ${reason}`);
    }
    if (change?.noData === 'began') this.said.push('no data began');
    if (change?.flapping !== undefined) this.said.push(`flapping ${change.flapping}`);
    return this;
  }
}

describe('phases', () => {
  it('fires and clears at once without delays', () => {
    const bench = new Bench(ABOVE).reading(0, 31).reading(1, 29).reading(2, 28);
    expect(bench.said).toEqual(['0: ok>firing beyond', '2: firing>ok back-inside']);
  });

  it('fires by its timer, on a single reading', () => {
    const bench = new Bench(ABOVE, { forMs: 10_000 }).reading(0, 31).tick(9.9).tick(10);
    expect(bench.said).toEqual(['0: ok>pending beyond', '10: pending>firing held']);
  });

  it('never was an incident if it comes back in time, also to between clear and limit', () => {
    const bench = new Bench(ABOVE, { forMs: 10_000 }).reading(0, 31).reading(5, 29).tick(20);
    expect(bench.said).toEqual(['0: ok>pending beyond', '5: pending>ok came-back']);
  });

  it('recovers for so long, and fires again only beyond the limit', () => {
    const bench = new Bench(ABOVE, { clearForMs: 10_000 }).reading(0, 31).reading(1, 27).reading(2, 29.5);
    bench.reading(3, 32).reading(4, 20).tick(14);
    expect(bench.said).toEqual([
      '0: ok>firing beyond',
      '1: firing>recovering back-inside',
      '3: recovering>firing beyond-again',
      '4: firing>recovering back-inside',
      '14: recovering>ok cleared',
    ]);
  });

  it('ignores a reading that is not newer than the newest evaluated', () => {
    const bench = new Bench(ABOVE).reading(5, 20).reading(4, 31).reading(5, 31);
    expect(bench.said).toEqual([]);
  });

  it('ignores values that it cannot compare, and other metrics', () => {
    const bench = new Bench(ABOVE)
      .reading(0, 31)
      .reading(1, 'low')
      .reading(2, NaN)
      .reading(3, 1, { metric: 'other' });
    expect(bench.said).toEqual(['0: ok>firing beyond']);
    expect(bench.instance.snapshot().last).toEqual({ value: 31, at: T });
  });

  it('tells the peak and the values that caused it', () => {
    const instance = new AlertInstance(evaluator(ABOVE));
    instance.reading('m', T, 31, T);
    instance.reading('m', T + S, 35, T + S);
    instance.reading('m', T + 2 * S, 33, T + 2 * S);
    const change = instance.reading('m', T + 3 * S, 20, T + 3 * S);
    expect(change?.transitions).toEqual([
      {
        ...{ from: 'firing', to: 'ok', reason: 'back-inside', at: T + 3 * S },
        ...{ value: 20, limit: 30, metric: 'm', peak: { value: 35, at: T + S } },
      },
    ]);
  });

  it('begins a new incident after one was ended by hand, with a reading beyond the limit only', () => {
    const bench = new Bench(ABOVE).reading(0, 31);
    bench.note(bench.instance.end('resolved-by-hand', T + S));
    bench.tick(100).reading(101, 29).reading(102, 31);
    expect(bench.said).toEqual([
      '0: ok>firing beyond',
      '1: firing>ok resolved-by-hand',
      '102: ok>firing beyond',
    ]);
  });
});

describe('the axis of measured time', () => {
  it('does not fire between buffered readings that come at once', () => {
    const bench = new Bench(ABOVE, { forMs: 10_000 });
    for (const [second, value] of [
      [0, 31],
      [5, 20],
      [6, 31],
      [12, 20],
    ] as const) {
      bench.reading(second, value, { received: 3600 }).tick(3600);
    }
    expect(bench.said).toEqual([
      '0: ok>pending beyond',
      '5: pending>ok came-back',
      '6: ok>pending beyond',
      '12: pending>ok came-back',
    ]);
  });

  it('fires as late as readings come late', () => {
    const bench = new Bench(ABOVE, { forMs: 10_000 }).reading(0, 31, { received: 3 });
    expect(bench.instance.dueAt).toBe(T + 13 * S);
    bench.tick(12).tick(13);
    expect(bench.said).toEqual(['0: ok>pending beyond', '10: pending>firing held']);
  });
});

describe('no data', () => {
  it('freezes the timer and goes on with what was left', () => {
    const bench = new Bench(ABOVE, { forMs: 60_000 }).reading(0, 31).quiet(40).tick(4000);
    expect(bench.instance.dueAt).toBe(Infinity);
    bench.reading(5000, 31).tick(5019).tick(5020);
    expect(bench.said).toEqual([
      '0: ok>pending beyond',
      'no data began',
      'no data ended',
      '5020: pending>firing held',
    ]);
  });

  it('never clears by silence, only by a good value', () => {
    const bench = new Bench(ABOVE, { clearForMs: 20_000 })
      .reading(0, 31)
      .reading(1, 20)
      .quiet(11)
      .tick(99_999);
    expect(bench.instance.phase).toBe('recovering');
    bench.reading(100_000, 20).tick(100_009).tick(100_010);
    expect(bench.said.slice(2)).toEqual(['no data began', 'no data ended', '100010: recovering>ok cleared']);
  });

  it('did not freeze after all where the readings come later', () => {
    const bench = new Bench(ABOVE, { forMs: 60_000 }).reading(0, 31).quiet(40);
    for (let second = 10; second <= 60; second += 10) bench.reading(second, 31, { received: 3600 });
    expect(bench.said).toContain('60: pending>firing held');
  });

  it('says it once', () => {
    const bench = new Bench(ABOVE).reading(0, 31).quiet(30).quiet(40, null).reading(50, 31);
    expect(bench.said).toEqual(['0: ok>firing beyond', 'no data began', 'no data ended']);
  });
});

describe('silent', () => {
  const SILENT: Condition = { type: 'silent', afterMs: 60_000 };

  it('fires by time alone, at any measured time, and clears when heard', () => {
    const bench = new Bench(SILENT)
      .reading(0, 1, { received: 100 })
      .tick(159)
      .quiet(159)
      .tick(160)
      .reading(-50, 1, { received: 170 });
    expect(bench.said).toEqual(['160: ok>firing silent', '170: firing>ok heard-again']);
  });

  it('counts from when the device was last heard', () => {
    const bench = new Bench(SILENT);
    bench
      .note(bench.instance.heard(T - 50 * S))
      .tick(9)
      .tick(10);
    expect(bench.said).toEqual(['10: ok>firing silent']);
  });

  it('does not count while the link is down', () => {
    const bench = new Bench(SILENT, { forMs: 10_000 }).reading(0, 1);
    bench.note(bench.instance.pause(T + 50 * S)).tick(3000);
    bench
      .note(bench.instance.resume(T + 4000 * S))
      .tick(4009)
      .tick(4010)
      .tick(4020);
    expect(bench.said).toEqual(['4010: ok>pending silent', '4020: pending>firing held']);
  });

  it('counts what is heard while the link of others is down from the end of that', () => {
    const bench = new Bench(SILENT);
    bench.instance.pause(T);
    bench.reading(10, 1).tick(500);
    bench.instance.resume(T + 1000 * S);
    expect(bench.instance.dueAt).toBe(T + 1060 * S);
  });

  it('stays resolved by hand until it was heard', () => {
    const bench = new Bench(SILENT).reading(0, 1).tick(60);
    bench
      .note(bench.instance.end('resolved-by-hand', T + 70 * S))
      .tick(10_000)
      .reading(20_000, 1)
      .tick(20_060);
    expect(bench.said.slice(1)).toEqual(['70: firing>ok resolved-by-hand', '20060: ok>firing silent']);
  });
});

describe('all and any', () => {
  const of = [
    { type: 'above', value: 30, metric: 'a' },
    { type: 'equals', value: true, metric: 'b' },
  ] as const;
  const combined = (type: 'all' | 'any'): Condition => ({ type, of: [...of] });

  it('all: waits for all, and one ends it', () => {
    const bench = new Bench(combined('all')).reading(0, 31, { metric: 'a' }).reading(1, 1, { metric: 'b' });
    bench.reading(2, 20, { metric: 'a' });
    expect(bench.said).toEqual(['1: ok>firing beyond', '2: firing>ok back-inside']);
  });

  it('all: a quiet series is unknown, and freezes unless another one decides', () => {
    const bench = new Bench(combined('all')).reading(0, 31, { metric: 'a' }).reading(1, 1, { metric: 'b' });
    bench.quiet(30, 'a').reading(31, 1, { metric: 'b' }).reading(32, 0, { metric: 'b' });
    expect(bench.said.slice(1)).toEqual(['no data began', 'no data ended', '32: firing>ok back-inside']);
  });

  it('any: one is enough, and a quiet one does not end it', () => {
    const bench = new Bench(combined('any')).reading(0, 31, { metric: 'a' }).reading(1, 0, { metric: 'b' });
    bench.quiet(30, 'a').reading(31, 0, { metric: 'b' }).reading(40, 20, { metric: 'a' });
    expect(bench.said).toEqual([
      '0: ok>firing beyond',
      'no data began',
      'no data ended',
      '40: firing>ok back-inside',
    ]);
  });

  it('takes readings of one metric that are older than those of another', () => {
    const bench = new Bench(combined('all'))
      .reading(5, 1, { metric: 'b' })
      .reading(3, 31, { metric: 'a', received: 6 });
    expect(bench.said).toEqual(['5: ok>firing beyond']);
  });

  it('silence is one part among others', () => {
    const condition: Condition = {
      type: 'all',
      of: [
        { type: 'silent', afterMs: 60_000, metric: 'b' },
        { type: 'above', value: 30, metric: 'a' },
      ],
    };
    const bench = new Bench(condition)
      .reading(0, 1, { metric: 'b' })
      .reading(1, 31, { metric: 'a' })
      .tick(60);
    bench.reading(70, 1, { metric: 'b' });
    expect(bench.said).toEqual(['60: ok>firing beyond', '70: firing>ok back-inside']);
  });
});

describe('flapping', () => {
  it('begins with five firings within an hour, damps more and more, and ends an hour after the last', () => {
    const bench = new Bench({ type: 'above', value: 30 });
    for (let round = 0; round < 5; round++) bench.reading(round * 100, 31).reading(round * 100 + 10, 20);
    expect(bench.said.slice(-2)).toEqual(['flapping true', '410: firing>recovering back-inside']);
    expect(bench.instance.dueAt).toBe(T + 440 * S);
    bench.reading(430, 31).reading(431, 20);
    expect(bench.instance.dueAt).toBe(T + 491 * S);
    bench.tick(491).tick(430 + 3600);
    expect(bench.said.slice(-2)).toEqual(['491: recovering>ok cleared', 'flapping false']);
    expect(isAtRest(bench.instance.snapshot())).toBe(true);
  });

  it('damps an hour at most, and leaves a longer delay as it is', () => {
    const bench = new Bench({ type: 'above', value: 30 }, { clearForMs: 7_200_000 });
    for (let round = 0; round < 40; round++) bench.reading(round * 2, 31).reading(round * 2 + 1, 20);
    expect(bench.instance.dueAt - T - 79 * S).toBeGreaterThanOrEqual(3_500 * S);
    const short = new Bench({ type: 'above', value: 30 });
    for (let round = 0; round < 400; round++) short.reading(round * 2, 31).reading(round * 2 + 1, 20);
    expect(short.instance.snapshot().due).toBe(T + (799 + 3600) * S);
    expect(short.instance.snapshot().firings).toHaveLength(64);
  });
});

describe('restart', () => {
  it('goes on with what was known, and evaluates nothing twice', () => {
    const before = new AlertInstance(evaluator({ type: 'rate', perMs: 10_000, above: 5 }));
    before.known('m', T, 10);
    expect(before.reading('m', T, 99, T)).toBeNull();
    expect(before.reading('m', T + 10 * S, 20, T + 10 * S)?.transitions).toMatchObject([
      { to: 'firing', value: 10 },
    ]);
  });

  it('steps as a pure function', () => {
    const first = step(evaluator(ABOVE), newInstance(), { type: 'reading', metric: 'm', t: T, value: 31 }, T);
    expect(first.transitions).toMatchObject([{ from: 'ok', to: 'firing' }]);
    const again = step(evaluator(ABOVE), first.state, { type: 'tick' }, T + S);
    expect(again).toEqual({ transitions: [], state: first.state });
  });
});
