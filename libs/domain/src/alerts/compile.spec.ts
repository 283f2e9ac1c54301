import { ruleBodySchema, type DeviceMeta, type RuleBody } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { compile, covers, metricsOf, validateRule, type ScopeDevice } from './index.js';

const meta: DeviceMeta = {
  metrics: {
    m: { min: -40, max: 85, limits: { warning: { low: 5, high: 30 }, critical: { low: 0, high: 40 } } },
  },
};

const device: ScopeDevice = { id: 'hall/1', labels: { floor: '1', room: 'a' }, meta };

function rule(body: object): RuleBody {
  return ruleBodySchema.parse({
    name: 'rule',
    metric: 'm',
    condition: { type: 'above', value: 30 },
    ...body,
  });
}

describe('scope', () => {
  it.each<[object, boolean]>([
    [{ devices: [], labels: {} }, true],
    [{ devices: ['**'], labels: {} }, true],
    [{ devices: ['cellar/*', 'hall/*'], labels: {} }, true],
    [{ devices: ['hall'], labels: {} }, false],
    [{ devices: [], labels: { floor: '1', room: 'a' } }, true],
    [{ devices: [], labels: { floor: '1', room: 'b' } }, false],
    [{ devices: ['cellar/*'], labels: { floor: '1' } }, false],
    [{ devices: [], labels: { constructor: 'x' } }, false],
  ])('%o covers it: %s', (scope, expected) => {
    expect(covers(scope as RuleBody, device)).toBe(expected);
  });

  it('names the metrics of a rule once', () => {
    const of = ['a', 'b', 'a'].map((metric) => ({ type: 'above', value: 1, metric }));
    expect(metricsOf(rule({ metric: null, condition: { type: 'all', of } }))).toEqual(['a', 'b']);
    expect(metricsOf(rule({ metric: null, condition: { type: 'silent', afterMs: 60_000 } }))).toEqual([]);
  });
});

describe('compile', () => {
  it.each([
    ['meta.min', -40],
    ['meta.max', 85],
    ['meta.warning.low', 5],
    ['meta.warning.high', 30],
    ['meta.critical.low', 0],
    ['meta.critical.high', 40],
  ])('takes %s from what the device states', (value, limit) => {
    expect(compile(rule({ condition: { type: 'above', value } }), device).evaluator).toMatchObject({
      limit,
      clear: limit,
    });
  });

  it.each<DeviceMeta | null>([null, {}, { metrics: { other: { max: 1 } } }, { metrics: { m: {} } }])(
    'says which limit %o lacks',
    (lacking) => {
      const ranged = rule({ condition: { type: 'outside', low: 0, high: 'meta.max' } });
      expect(compile(ranged, { ...device, meta: lacking })).toEqual({
        evaluator: undefined,
        fault: { reason: 'no-stated-limit', metric: 'm', limit: 'meta.max' },
      });
    },
  );

  it('takes the first override that matches, and keeps the distance to clear', () => {
    const overrides = [
      { devices: ['cellar/*'], value: 1 },
      { labels: { floor: '1' }, value: 'meta.critical.high', forMs: 5_000 },
      { devices: ['hall/1'], value: 2 },
    ];
    const compiled = compile(rule({ condition: { type: 'above', value: 30, clear: 28 }, overrides }), device);
    expect(compiled.evaluator).toMatchObject({ limit: 40, clear: 38, forMs: 5_000, metrics: ['m'] });
  });

  it('overrides ends, equals and clear', () => {
    const own = (condition: object, override: object) =>
      compile(rule({ condition, overrides: [{ devices: ['**'], ...override }] }), device).evaluator
        ?.condition;
    expect(own({ type: 'inside', low: 0, high: 9 }, { high: 5 })).toMatchObject({ low: 0, high: 5 });
    expect(own({ type: 'equals', value: true }, { value: 'open' })).toMatchObject({ value: 'open' });
    expect(own({ type: 'below', value: 5 }, { clear: 6 })).toMatchObject({ value: 5, clear: 6 });
  });

  it('refuses a limit that is no number', () => {
    const odd = rule({ overrides: [{ devices: ['**'], value: 'hot' }] });
    expect(compile(odd, device).fault?.reason).toBe('limit-not-a-number');
  });

  it('resolves each part of several by its own metric', () => {
    const of = [
      { type: 'above', value: 'meta.max', metric: 'm' },
      { type: 'above', value: 'meta.max', metric: 'n' },
    ];
    const first = rule({ metric: null, condition: { type: 'any', of: of.slice(0, 1) } });
    expect(compile(first, device).evaluator?.condition).toEqual({
      type: 'any',
      of: [{ ...of[0], value: 85 }],
    });
    const both = rule({ metric: null, condition: { type: 'any', of } });
    expect(compile(both, device).fault).toMatchObject({ metric: 'n' });
  });
});

describe('validateRule', () => {
  const all = (...of: object[]) => ({
    metric: null,
    condition: { type: 'all', of: of.map((part) => ({ metric: 'm', ...part })) },
  });

  it.each<[object, string[]]>([
    [{ condition: { type: 'above', value: 30, clear: 31 } }, ['condition.clear']],
    [{ condition: { type: 'below', value: 30, clear: 29 } }, ['condition.clear']],
    [{ condition: { type: 'outside', low: 5, high: 1 } }, ['condition.low']],
    [{ condition: { type: 'outside', low: 0, high: 10, deadband: 11 } }, ['condition.deadband']],
    [all({ type: 'above', value: 5 }, { type: 'below', value: 5 }), ['condition.of.1']],
    [all({ type: 'equals', value: 1 }, { type: 'equals', value: 2 }), ['condition.of.1']],
    [all({ type: 'inside', low: 0, high: 5 }, { type: 'above', value: 6 }), ['condition.of.1']],
    [all({ type: 'above', value: 5, clear: 6 }), ['condition.of.0.clear']],
    [{ overrides: [{ value: 1 }] }, ['overrides.0']],
    [{ overrides: [{ devices: ['a'], low: 1 }] }, ['overrides.0.low']],
    [{ overrides: [{ devices: ['a'], value: 'hot' }] }, ['overrides.0.value']],
    [{ overrides: [{ devices: ['a'], value: 20, clear: 25 }] }, ['overrides.0.clear']],
    [
      { condition: { type: 'outside', low: 0, high: 5 }, overrides: [{ devices: ['a'], low: 6 }] },
      ['overrides.0.low'],
    ],
  ])('finds what cannot be meant in %j', (body, paths) => {
    expect(validateRule(rule(body)).map(({ path }) => path.join('.'))).toEqual(paths);
  });

  it.each([
    {
      condition: { type: 'above', value: 30, clear: 28 },
      overrides: [{ devices: ['a'], value: 'meta.max' }],
    },
    { condition: { type: 'outside', low: 0, high: 10, deadband: 1 } },
    { condition: { type: 'rate', perMs: 60_000, below: -5 } },
    all({ type: 'above', value: 5 }, { type: 'below', value: 6 }),
    all({ type: 'above', value: 5 }, { type: 'below', value: 5, metric: 'n' }),
  ])('finds nothing in %j', (body) => {
    expect(validateRule(rule(body))).toEqual([]);
  });
});
