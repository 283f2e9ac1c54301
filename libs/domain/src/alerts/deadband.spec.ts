import { describe, expect, it } from 'vitest';
import { adopt, AlertInstance, findDeadband, Preview, type Evaluator, type PreviewSeries } from './index.js';

const S = 1_000_000;

const above: Evaluator = {
  condition: { type: 'above', value: 30 },
  ...{ metrics: ['m'], forMs: 0, clearForMs: 0, limit: 30, clear: 30 },
};

/** A slow wave about 30 with noise of half a unit, a reading a minute. */
function noisy(wobble: number): PreviewSeries {
  const t = Float64Array.from({ length: 20_000 }, (_, at) => at * 60 * S);
  const v = t.map((_, at) => 30 + 5 * Math.sin(at / 1_600) + (at % 2 === 0 ? wobble : -wobble));
  return { metric: 'm', t, v, staleMs: null };
}

function found(evaluator: Evaluator, series: PreviewSeries[]) {
  const search = findDeadband(evaluator, series, { from: 0, to: Infinity, limit: 0 });
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

describe('findDeadband', () => {
  it('offers one as wide as the noise, and what comes of it is true', () => {
    const offer = found(above, [noisy(0.25)]);
    expect(offer).toMatchObject({
      deadband: 1,
      before: expect.any(Number) as number,
      after: expect.any(Number) as number,
    });
    expect(offer!.before).toBeGreaterThan(10);
    const better = new Preview(
      { ...above, condition: { type: 'above', value: 30, clear: 29 } },
      [noisy(0.25)],
      {
        ...{ from: 0, to: Infinity, limit: 1 },
      },
    );
    expect(better.advance(Infinity)).toBe(true);
    expect([better.total, better.incidents.length, better.truncated]).toEqual([offer!.after, 1, true]);
  });

  it.each<[string, Evaluator, PreviewSeries[]]>([
    ['few incidents', above, [noisy(0)]],
    ['a kind without one', { ...above, condition: { type: 'equals', value: 30 } }, [noisy(1)]],
    ['no samples', above, []],
  ])('offers none for %s', (_name, evaluator, series) => {
    expect(found(evaluator, series)).toBeNull();
  });
});

describe('Preview', () => {
  it('shows what is open at the end, and leaves out what was over before the begin', () => {
    const series: PreviewSeries = {
      metric: 'm',
      t: Float64Array.of(0, S, 50 * S),
      v: [31, 20, 35],
      staleMs: null,
    };
    const preview = new Preview(above, [series], { from: 10 * S, to: 60 * S, limit: 10 });
    expect(preview.advance(100)).toBe(true);
    expect(preview.incidents).toEqual([
      {
        startedAt: 50 * S,
        firedAt: 50 * S,
        resolvedAt: null,
        peak: { value: 35, at: 50 * S },
        reason: 'beyond',
      },
    ]);
  });

  it('replays silence from when the device was last heard', () => {
    const silent: Evaluator = { ...above, condition: { type: 'silent', afterMs: 60_000 }, metrics: [] };
    const preview = new Preview(silent, [], { from: 0, to: 600 * S, limit: 10, heard: -10 * S });
    expect(preview.advance(10)).toBe(true);
    expect(preview.incidents).toMatchObject([{ firedAt: 50 * S, resolvedAt: null, reason: 'silent' }]);
  });
});

describe('adopt', () => {
  it('lets an open incident go on under a changed rule', () => {
    const instance = new AlertInstance(above);
    instance.reading('m', S, 31, S);
    const changed: Evaluator = { ...above, condition: { type: 'above', value: 25 } };
    const same = new AlertInstance(changed, adopt(instance.snapshot(), above, changed));
    expect(same.reading('m', 2 * S, 26, 2 * S)).toBeNull();
    expect(same.phase).toBe('firing');
    const other: Evaluator = { ...above, condition: { type: 'flatline', forMs: 60_000 } };
    expect(adopt(instance.snapshot(), above, other).memory).toEqual([]);
  });
});
