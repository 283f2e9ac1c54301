import { alertMatchersSchema, type AlertMatchers } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { NO_MATCHERS, matcherWords, matchersDraft, matchersOf, matchesAll } from './matchers';

const full: AlertMatchers = {
  severity: ['critical'],
  rules: ['r1'],
  devices: ['cold-*'],
  sites: ['Busan'],
  metrics: ['temperature'],
  labels: { hall: 'A: north' },
};

describe('matchers as they are typed', () => {
  it('come back as they were', () => {
    expect(matchersOf(matchersDraft(full))).toEqual(full);
    expect(alertMatchersSchema.parse(matchersOf(matchersDraft(full)))).toEqual(full);
  });

  it('name nothing where nothing is typed', () => {
    expect(matchersOf(NO_MATCHERS)).toEqual({});
    expect(matchesAll(NO_MATCHERS)).toBe(true);
    expect(matchesAll(matchersDraft({ sites: ['Busan'] }))).toBe(false);
  });

  it('leave a label without a colon out', () => {
    expect(matchersOf({ ...NO_MATCHERS, labels: ['hall', ': x'] })).toEqual({});
  });

  it('are told by their words', () => {
    const words = matcherWords(
      matchersDraft(full),
      (severity) => severity.toUpperCase(),
      () => 'Too warm',
    );
    expect(words).toEqual(['CRITICAL', 'Too warm', 'Busan', 'cold-*', 'temperature', 'hall: A: north']);
  });
});
