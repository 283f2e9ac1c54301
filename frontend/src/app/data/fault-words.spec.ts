import { describe, expect, it } from 'vitest';
import { ApiFault } from './api';
import { saidOf } from './fault-words';

const fault = new ApiFault('bad-request', 'this channel cannot work', [
  { path: 'settings', message: '169.254.169.254 may not be reached' },
  { path: 'settings.topic', message: 'must be letters' },
]);

describe('what the server said', () => {
  it('is its details, without those that stand beside a field', () => {
    expect(saidOf(fault)).toBe('169.254.169.254 may not be reached must be letters');
    expect(saidOf(fault, (path) => path === 'settings.topic')).toBe('169.254.169.254 may not be reached');
  });

  it('is its message where the fields show all of it, or there is no more', () => {
    expect(saidOf(fault, () => true)).toBe('this channel cannot work');
    expect(saidOf(new ApiFault('conflict', 'in use'))).toBe('in use');
  });
});
