import { describe, expect, it } from 'vitest';
import type { SparkLine } from './spark-data';
import { sparkShapes } from './spark-shapes';

/** 100 px of time and 20 px of values, with the room that lies around them. */
const FRAME = { width: 106, height: 28, ratio: 1 };

function line(over: Partial<SparkLine>): SparkLine {
  return { times: [0, 50, 100], values: [0, 20, 10], from: 0, to: 100, ...over };
}

describe('the shapes of a sparkline', () => {
  it('fill the frame from its oldest to its newest point, from its lowest to its highest value', () => {
    expect(sparkShapes(line({}), FRAME, false)).toEqual({
      runs: [
        [
          { x: 1, y: 24 },
          { x: 51, y: 4 },
          { x: 101, y: 14 },
        ],
      ],
      end: { x: 101, y: 14 },
    });
  });

  it('begin anew after silence', () => {
    const shapes = sparkShapes(line({ times: [0, 10, 50, 60], values: [0, 20, null, 20] }), FRAME, false);
    expect(shapes.runs.map((run) => run.map(({ x }) => x))).toEqual([[1, 11], [61]]);
  });

  it('keep a value until the next one where they are steps', () => {
    const [run] = sparkShapes(line({}), FRAME, true).runs;
    expect(run?.map(({ x, y }) => [x, y])).toEqual([
      [1, 24],
      [51, 24],
      [51, 4],
      [101, 4],
      [101, 14],
    ]);
  });

  it('are those of a finer screen: whole pixels for the line, the very place for its end', () => {
    const shapes = sparkShapes(line({ times: [0, 33.3], values: [0, 1] }), { ...FRAME, ratio: 1.5 }, false);
    expect(shapes.runs[0]?.at(-1)).toEqual({ x: 51, y: 6 });
    expect(shapes.end?.x).toBeCloseTo(51.45);
  });

  it('leave a flat line in the middle and have no end after silence', () => {
    expect(sparkShapes(line({ values: [7, 7, null] }), FRAME, false)).toEqual({
      runs: [
        [
          { x: 1, y: 14 },
          { x: 51, y: 14 },
        ],
      ],
      end: null,
    });
    expect(sparkShapes(line({ times: [], values: [] }), FRAME, false)).toEqual({ runs: [], end: null });
  });
});
