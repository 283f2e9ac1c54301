import type { Condition } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AlertInstance,
  newInstance,
  Preview,
  step,
  type Change,
  type EngineInput,
  type Evaluator,
  type InstanceState,
  type Transition,
} from './index.js';

const S = 1_000_000;
const T = 1_700_000_000 * S;

type At = [input: EngineInput, now: number];

const conditions = fc.constantFrom<Condition>(
  { type: 'above', value: 5 },
  { type: 'above', value: 5, clear: 3 },
  { type: 'below', value: 5, clear: 6 },
  { type: 'outside', low: 3, high: 7, deadband: 1 },
  { type: 'inside', low: 3, high: 7, deadband: 1 },
  { type: 'equals', value: 5 },
  { type: 'not-equals', value: 5 },
  { type: 'rate', perMs: 20_000, above: 2, deadband: 1 },
  { type: 'flatline', forMs: 20_000 },
  { type: 'silent', afterMs: 40_000 },
  {
    type: 'all',
    of: [
      { type: 'above', value: 5, clear: 3, metric: 'm' },
      { type: 'below', value: 6, metric: 'other' },
    ],
  },
  {
    type: 'any',
    of: [
      { type: 'above', value: 7, metric: 'm' },
      { type: 'silent', afterMs: 60_000, metric: 'other' },
    ],
  },
);

const evaluators = fc.record({
  condition: conditions,
  metrics: fc.constant(['m']),
  forMs: fc.constantFrom(0, 10_000, 45_000),
  clearForMs: fc.constantFrom(0, 30_000),
  limit: fc.constant(null),
  clear: fc.constant(null),
});

const metrics = fc.constantFrom('m', 'm', 'other');
const values = fc.integer({ min: 0, max: 10 });

/** Readings at growing times, each received when measured. */
const punctual = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), values, metrics), { maxLength: 60 })
  .map((steps) => {
    let t = T;
    return steps.map(([gap, value, metric]): At => {
      t += gap * S;
      return [{ type: 'reading', metric, t, value }, t];
    });
  });

/** Anything, by a clock that jumps back and forth, with readings of any time. */
const anything = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: -3_000, max: 30 }),
      values,
      metrics,
      fc.nat(19),
    )
    .map(([clock, offset, value, metric, kind]): At => {
      const now = T + clock * S;
      const inputs: EngineInput[] = [
        { type: 'tick' },
        { type: 'quiet', metric: kind === 1 ? metric : null, since: now },
        { type: 'quiet', metric, since: now },
        { type: 'pause' },
        { type: 'resume' },
        { type: 'end', reason: 'resolved-by-hand' },
        { type: 'heard', at: now },
        { type: 'known', metric, t: now, value },
        { type: 'tick' },
      ];
      return [inputs[kind] ?? { type: 'reading', metric, t: now + offset * S, value }, now];
    }),
  { maxLength: 80 },
);

function run(instance: AlertInstance, inputs: readonly At[]): Change[] {
  return inputs.flatMap(([input, now]) => instance.apply(input, now) ?? []);
}

function transitionsOf(evaluator: Evaluator, inputs: readonly At[]): Transition[] {
  return run(new AlertInstance(evaluator), inputs).flatMap(({ transitions }) => transitions);
}

const thaw = (state: InstanceState): InstanceState => JSON.parse(JSON.stringify(state)) as InstanceState;

describe('laws of the state machine', () => {
  it('is the same with restarts at any points, and as pure steps', () => {
    fc.assert(
      fc.property(
        evaluators,
        anything,
        fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
        (evaluator, inputs, restarts) => {
          const whole = new AlertInstance(evaluator);
          const expected = run(whole, inputs);
          let torn = new AlertInstance(evaluator);
          const changes = inputs.flatMap((input, at) => {
            if (restarts[at]) torn = new AlertInstance(evaluator, thaw(torn.snapshot()));
            return run(torn, [input]);
          });
          expect(changes).toEqual(expected);
          let state = new AlertInstance(evaluator, newInstance()).snapshot();
          for (const [input, now] of inputs) state = thaw(step(evaluator, state, input, now).state);
          expect(state).toEqual(whole.snapshot());
          expect(torn.snapshot()).toEqual(whole.snapshot());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes from phase to phase without a gap, never back in time, and each begin has its own', () => {
    const allowed = [
      'ok>pending',
      'ok>firing',
      'pending>ok',
      'pending>firing',
      'firing>recovering',
      'firing>ok',
      'recovering>firing',
      'recovering>ok',
    ];
    fc.assert(
      fc.property(evaluators, anything, (evaluator, inputs) => {
        const transitions = transitionsOf(evaluator, inputs);
        transitions.forEach(({ from, to, at }, place) => {
          expect(allowed).toContain(`${from}>${to}`);
          expect(from).toBe(transitions[place - 1]?.to ?? 'ok');
          expect(at).toBeGreaterThanOrEqual(transitions[place - 1]?.at ?? 0);
        });
        const begins = transitions.filter(({ from }) => from === 'ok').map(({ at }) => at);
        expect(new Set(begins).size).toBe(begins.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same with ticks at any times between punctual readings', () => {
    const ticks = fc.array(fc.integer({ min: 0, max: 4_000 * S }), { maxLength: 60 });
    fc.assert(
      fc.property(evaluators, punctual, ticks, (evaluator, readings, times) => {
        const end: At = [{ type: 'tick' }, T + 10_000 * S];
        const between = times.map((time): At => [{ type: 'tick' }, T + time]);
        const mixed = [...readings, ...between].sort(([, one], [, other]) => one - other);
        const expected = transitionsOf(evaluator, [...readings, end]);
        expect(transitionsOf(evaluator, [...mixed, end])).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for readings that were buffered and come at once', () => {
    const ofData = evaluators.filter(({ condition }) => condition.type !== 'silent');
    fc.assert(
      fc.property(ofData, punctual, (evaluator, readings) => {
        const late = readings.map(([input]): At => [input, T + 9_000 * S]);
        const end: At = [{ type: 'tick' }, T + 99_000 * S];
        const ticked = late.flatMap((reading): At[] => [reading, [{ type: 'tick' }, T + 9_000 * S]]);
        expect(transitionsOf(evaluator, [...ticked, end])).toEqual(
          transitionsOf(evaluator, [...readings, end]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('fires only by a value beyond the limit, and holds through its delay', () => {
    const above = {
      metrics: ['m'],
      limit: 5,
      clear: 3,
      condition: { type: 'above', value: 5, clear: 3 },
    } as const;
    fc.assert(
      fc.property(punctual, fc.constantFrom(0, 10_000, 45_000), (readings, forMs) => {
        const evaluator: Evaluator = { ...above, forMs, clearForMs: 0 };
        const points = readings.flatMap(([input]) =>
          input.type === 'reading' && input.metric === 'm' ? [input] : [],
        );
        for (const { from, to, at, value } of transitionsOf(evaluator, readings)) {
          if (to === 'ok') expect(value).toBeLessThanOrEqual(from === 'firing' ? 3 : 5);
          if (to !== 'firing') continue;
          expect(value).toBeGreaterThan(5);
          const held = points.filter(({ t }) => t >= at - forMs * 1_000 && t <= at - Number(forMs > 0));
          for (const point of held) expect(point.value).toBeGreaterThan(5);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lets silence neither fire nor clear what readings decide', () => {
    const ofData = evaluators.filter(({ condition }) => !JSON.stringify(condition).includes('silent'));
    fc.assert(
      fc.property(ofData, punctual, (evaluator, readings) => {
        const instance = new AlertInstance(evaluator);
        run(instance, readings);
        const now = readings.at(-1)?.[1] ?? T;
        instance.quiet(null, now, now);
        const { phase } = instance;
        const later = [1, 10, 100, 10_000].flatMap(
          (second) => instance.tick(now + second * S)?.transitions ?? [],
        );
        expect(later).toEqual([]);
        expect(instance.phase).toBe(phase);
      }),
      { numRuns: 200 },
    );
  });

  it('wakes at dueAt and not before', () => {
    fc.assert(
      fc.property(evaluators, anything, (evaluator, inputs) => {
        const instance = new AlertInstance(evaluator);
        run(instance, inputs);
        const due = instance.dueAt;
        fc.pre(due !== Infinity);
        expect(instance.tick(due - 1)).toBeNull();
        expect(instance.dueAt).toBe(due);
        instance.tick(due);
        expect(instance.dueAt).toBeGreaterThan(due);
      }),
      { numRuns: 200 },
    );
  });
});

describe('preview', () => {
  it('finds the incidents that live would have had, with gaps, in slices of any size', () => {
    fc.assert(
      fc.property(evaluators, punctual, fc.integer({ min: 1, max: 20 }), (evaluator, readings, slice) => {
        const to = T + 9_000 * S;
        const series = ['m', 'other'].map((metric) => {
          const own = readings.flatMap(([input]) =>
            input.type === 'reading' && input.metric === metric ? [input] : [],
          );
          return {
            metric,
            t: Float64Array.from(own, ({ t }) => t),
            v: own.map(({ value }) => value),
            staleMs: 30_000,
          };
        });
        const preview = new Preview(evaluator, series, { from: T, to, limit: 1_000 });
        while (!preview.advance(slice)) expect(preview.total).toBeLessThanOrEqual(readings.length);

        const quiets = series.flatMap(({ metric, t }) =>
          [...t].flatMap((time, at): At[] => {
            const quietAt = time + 30 * S;
            return quietAt < (t[at + 1] ?? Infinity)
              ? [[{ type: 'quiet', metric, since: time }, quietAt]]
              : [];
          }),
        );
        const live = [...readings, ...quiets].sort(([, one], [, other]) => one - other);
        const transitions = transitionsOf(evaluator, [...live, [{ type: 'tick' }, to]]);
        const fired = transitions.filter(({ from, to: next }) => next === 'firing' && from !== 'recovering');
        const ended = transitions.filter(({ from, to: next }) => next === 'ok' && from !== 'pending');
        expect(preview.incidents.map(({ firedAt }) => firedAt)).toEqual(fired.map(({ at }) => at));
        const resolved = preview.incidents.flatMap(({ resolvedAt }) => resolvedAt ?? []);
        expect(resolved).toEqual(ended.map(({ at }) => at));
      }),
      { numRuns: 300 },
    );
  });
});
