import { describe, expect, it } from 'vitest';
import { stripShapes, type StripData } from './paint-strip';

const FRAME = { width: 100, height: 60, now: 20_000, windowMs: 10_000, axis: false };

function data(over: Partial<StripData>): StripData {
  return { published: [], shown: new Map(), requests: [], from: 0, ...over };
}

describe('the picture of a lane', () => {
  it('draws a stroke from when it was measured to when it was shown', () => {
    const shapes = stripShapes(FRAME, data({ published: [15_000], shown: new Map([[15_000, 16_000]]) }));
    expect(shapes.strokes).toEqual([{ x0: 50, x1: 60 }]);
    expect(shapes.waiting).toEqual([]);
  });

  it('lets what is not shown yet wait, unless it came before the lane', () => {
    const shapes = stripShapes(FRAME, data({ published: [12_000, 18_000], from: 15_000 }));
    expect(shapes.waiting).toEqual([80]);
  });

  it('leaves out what it began with, and what has left the picture', () => {
    const shown = new Map([
      [15_000, NaN],
      [8_000, 9_000],
    ]);
    expect(stripShapes(FRAME, data({ published: [15_000, 8_000], shown })).strokes).toEqual([]);
  });

  it('keeps a stroke whose end is still in the picture', () => {
    const shapes = stripShapes(FRAME, data({ published: [9_000], shown: new Map([[9_000, 11_000]]) }));
    expect(shapes.strokes).toEqual([{ x0: -10, x1: 10 }]);
  });

  it('ticks requests, and each five seconds', () => {
    const shapes = stripShapes(FRAME, data({ requests: [9_000, 11_000] }));
    expect([shapes.requests, shapes.grid.map(({ x }) => x)]).toEqual([[10], [0, 50, 100]]);
  });
});
