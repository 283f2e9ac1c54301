import type uPlot from 'uplot';
import type { TimeWords } from '../../ui/range/time-words';
import type { Stretch } from './gaps';
import type { Picture } from './picture';
import { RIGHT } from './plot-options';

/** Where the plot lies inside of the chart, px, and what its edges are: for what stands on top of it. */
export interface PlotPlace {
  x: number;
  top: number;
  width: number;
  height: number;
  /** Lowest and highest of the value axis. */
  low: number;
  high: number;
}

/** Where the crosshair stands, px inside of the chart. */
export interface Cross {
  x: number;
  top: number;
  height: number;
  time: string;
  dots: readonly { x: number; y: number; colour: string }[];
}

/** Where a selection lies, px inside of the chart. */
export interface Pick {
  x: number;
  width: number;
  top: number;
  height: number;
  words: string;
}

export function placeOf(plot: uPlot, [low, high]: readonly [number, number]): PlotPlace {
  return { ...frameOf(plot), width: plot.bbox.width / devicePixelRatio, low, high };
}

/** The crosshair at a time; null if that is not in view. */
export function crossAt(plot: uPlot, picture: Picture, words: TimeWords, t: number): Cross | null {
  const { from, to } = picture.view();
  if (t < from || t > to) return null;
  const { x, top, height } = frameOf(plot);
  const dots = picture.valuesAt(t).map(({ time, value, colour, right }) => ({
    x: x + plot.valToPos(time, 'x'),
    y: top + plot.valToPos(value, right ? RIGHT : 'y'),
    colour: `var(--s${colour})`,
  }));
  return { x: x + plot.valToPos(t, 'x'), top, height, time: words.moment(t, to - from), dots };
}

export function pickAt(plot: uPlot, selection: Stretch, words: TimeWords): Pick {
  const { x, top, height } = frameOf(plot);
  const from = x + plot.valToPos(selection.from, 'x');
  const to = x + plot.valToPos(selection.to, 'x');
  return {
    x: from,
    width: to - from,
    top,
    height,
    words: words.stretch(selection, selection.to).join(' – '),
  };
}

function frameOf({ bbox }: uPlot): { x: number; top: number; height: number } {
  return {
    x: bbox.left / devicePixelRatio,
    top: bbox.top / devicePixelRatio,
    height: bbox.height / devicePixelRatio,
  };
}
