import { describe, expect, it } from 'vitest';
import { SOUNDS } from './sound-names';
import { tonesOf } from './tones';

const NAMES = SOUNDS.filter((name) => name !== 'off');

describe('the tones of an alert', () => {
  it.each(NAMES)('of %s are heard twice and higher for what is critical', (name) => {
    const once = tonesOf(name, 'warning');
    const twice = tonesOf(name, 'critical');
    expect(twice).toHaveLength(once.length * 2);
    expect(twice[0]?.pitch).toBeGreaterThan(once[0]?.pitch ?? Infinity);
  });

  it.each(NAMES)('of %s leave the first turn its time', (name) => {
    const once = tonesOf(name, 'info');
    const end = Math.max(...once.map(({ at, length }) => at + length));
    const [second] = tonesOf(name, 'critical').slice(once.length);
    expect(second?.at).toBeGreaterThan(end);
  });
});
