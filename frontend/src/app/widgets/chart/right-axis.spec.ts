import type uPlot from 'uplot';
import { describe, expect, it } from 'vitest';
import type { Texts } from '../../ui/texts/texts';
import { Picture } from './picture';
import type { ChartLine } from './scene';
import { RIGHT, plotOptions } from './plot-options';
import { SortedPoints } from '../../data/sorted-points';

const PALETTE = { series: [], font: 'x' } as never;
const Plot = { paths: {} } as typeof uPlot;

function line(values: readonly number[], over: Partial<ChartLine> = {}): ChartLine {
  const points = new SortedPoints(100);
  values.forEach((v, t) => {
    points.add(t, v);
  });
  const rule = { gapMs: Infinity, outages: [], held: false };
  return { name: '', points, rule, colour: 1, stepped: false, fresh: false, ...over };
}

function pictureOf(lines: readonly ChartLine[]): Picture {
  const picture = new Picture({} as Texts, () => PALETTE);
  const view = { from: 0, to: 10 };
  picture.take(
    { lines, limits: [], reach: [], marks: [], view, named: 'none', fromZero: false, zone: 'UTC' },
    500,
  );
  return picture;
}

describe('a value axis on the right', () => {
  it('has the range of its own lines', () => {
    const picture = pictureOf([line([10, 20]), line([900, 1000], { right: true })]);
    expect(picture.range()[1]).toBeLessThan(30);
    expect(picture.rightRange()[0]).toBeGreaterThan(800);
    expect(picture.valuesAt(1).map(({ value, right }) => [value, right])).toEqual([
      [20, false],
      [1000, true],
    ]);
  });

  it('is there only if a line has it', () => {
    const size = { width: 500, height: 200 };
    const options = (over: Partial<ChartLine>): uPlot.Options => {
      const picture = pictureOf([line([1, 2]), line([3, 4], over)]);
      return plotOptions(Plot, picture.plotLines(), size, picture);
    };
    expect(options({}).axes).toHaveLength(2);
    const { axes, series } = options({ right: true, dash: [7, 3] });
    expect(axes?.[2]).toMatchObject({ side: 1, scale: RIGHT });
    expect(series[2]).toMatchObject({ scale: RIGHT, dash: [7, 3] });
  });
});
