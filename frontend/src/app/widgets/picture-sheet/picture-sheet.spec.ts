import { describe, expect, it } from 'vitest';
import { placed } from './picture-sheet';

const wide = { width: 800, height: 200 };
const half = { width: 390, height: 150 };

describe('a sheet of charts', () => {
  it('has rows as wide as the widest chart', () => {
    expect(placed([wide, half, half, half], 20)).toEqual({
      places: [
        { x: 0, y: 0 },
        { x: 0, y: 220 },
        { x: 410, y: 220 },
        { x: 0, y: 390 },
      ],
      width: 800,
      height: 540,
    });
  });

  it('is empty without charts', () => {
    expect(placed([], 20)).toEqual({ places: [], width: 0, height: 0 });
  });
});
