import { describe, expect, it } from 'vitest';
import { randomFrom } from '../readings/random.ts';
import { CrossingScript, HELD_MS, mustFire, PERIOD_MS, type ScriptedReading } from './crossings.ts';

const START = 1_000_000;

/** Five minutes of a script, and as long as it needs to its end. */
function played(): { script: CrossingScript; readings: ScriptedReading[] } {
  const script = new CrossingScript(3, randomFrom(7), START);
  const readings: ScriptedReading[] = [];
  let t = START;
  for (; t < START + 300_000; t += PERIOD_MS) readings.push(...script.readings(t));
  script.end();
  for (; !script.isQuiet; t += PERIOD_MS) readings.push(...script.readings(t));
  return { script, readings };
}

describe('CrossingScript', () => {
  const { script, readings } = played();

  it('gives exactly the readings of its crossings their numbers', () => {
    for (const { number, device, from, to } of script.crossings) {
      const own = readings.filter(({ value }) => value === number);
      expect(own.every((one) => one.device === device)).toBe(true);
      expect(own.map(({ t }) => t)).toEqual(
        readings.filter((one) => one.device === device && one.t >= from && one.t < to).map(({ t }) => t),
      );
    }
    expect(script.crossings.length).toBeGreaterThan(50);
  });

  it('lets no device cross more than four times, and goes on with others', () => {
    const counts = [...Map.groupBy(script.crossings, ({ device }) => device).values()].map(
      (one) => one.length,
    );
    expect(Math.max(...counts)).toBe(4);
    expect(counts.length).toBeGreaterThan(9);
  });

  it('holds some long enough and others clearly not', () => {
    const held = script.crossings.filter(({ kind }) => kind === 'held');
    const lengths = Map.groupBy(held, mustFire);
    expect(lengths.get(true)?.every(({ from, to }) => to - from >= HELD_MS + 1_000)).toBe(true);
    expect(lengths.get(false)?.every(({ from, to }) => to - from <= HELD_MS - 500)).toBe(true);
    expect(lengths.size).toBe(2);
  });

  it('is the same for the same numbers', () => {
    expect(played().script.crossings).toEqual(script.crossings);
  });
});
