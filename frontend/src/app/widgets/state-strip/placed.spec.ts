import { describe, expect, it } from 'vitest';
import { placed } from './placed';

describe('a block of a strip', () => {
  it('lies where it lasted', () => {
    expect(placed(20, 50, 600)).toEqual({ left: 20, width: 30, slim: false });
  });

  it('can be seen however short it was, also at the very end', () => {
    expect(placed(20, 20.001, 600)).toEqual({ left: 20, width: 0.5, slim: true });
    expect(placed(99.93, 100, 600)).toEqual({ left: 99.5, width: 0.5, slim: true });
  });
});
