import { describe, expect, it } from 'vitest';
import { readable } from './readable';

describe('a message that is shown', () => {
  it('has its JSON over several lines, and text as it is', () => {
    expect(readable({ contentType: 'application/json', body: '{"a":1}' })).toBe('{\n  "a": 1\n}');
    expect(readable({ contentType: 'text/plain', body: '{"a":1}' })).toBe('{"a":1}');
  });

  it('is as it is where its JSON cannot be read', () => {
    expect(readable({ contentType: 'application/json', body: '{"a":' })).toBe('{"a":');
  });
});
