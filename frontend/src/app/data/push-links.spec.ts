import { describe, expect, it } from 'vitest';
import { pathOf } from './push-links';

describe('a message of the service worker', () => {
  it('names an own path', () => {
    expect(pathOf({ type: 'open', path: 'alerts/a1?from=1' })).toBe('/alerts/a1?from=1');
  });

  it('never leads to another site', () => {
    expect(pathOf({ type: 'open', path: '//evil.example/x' })).toBe('/evil.example/x');
    expect(pathOf({ type: 'open', path: '\\\\evil.example' })).toBe('/evil.example');
  });

  it.each([null, 'open', {}, { type: 'open' }, { type: 'open', path: 5 }, { type: 'other', path: 'x' }])(
    '%j names none',
    (data) => {
      expect(pathOf(data)).toBeNull();
    },
  );

  it('of endless length names none', () => {
    expect(pathOf({ type: 'open', path: 'x'.repeat(5000) })).toBeNull();
  });
});
