import type uPlot from 'uplot';
import { markRoom, timeMarks, timeStep } from '../../ui/range/time-marks';
import type { TimeWords } from '../../ui/range/time-words';
import type { ShownUnit } from '../../ui/units/shown-unit';
import type { Stretch } from './gaps';
import { seriesColour, type Palette } from './palette';
import { decimalsOfStep } from './scale';
import { shownMarks } from './shown-marks';

/** What the options of a plot ask for each time it draws. */
export interface PlotSubject {
  palette(): Palette;
  view(): Stretch;
  range(): [number, number];
  /** Range of the value axis on the right. */
  rightRange(): [number, number];
  /** Writes the times of the time axis, in their zone. */
  words(): TimeWords;
  /** Unit of the value axis on the left, or of that on the right. */
  unit(right: boolean): ShownUnit;
  /** Writes a number of the value axis. */
  number(value: number, decimals: number): string;
  /** Room right of the plot for the names of the lines, px. */
  room(): number;
  behind(plot: uPlot): void;
  front(plot: uPlot): void;
}

/** One line as the plot knows it. */
export interface PlotLine {
  colour: number;
  stepped: boolean;
  /** A line to compare with: dashed, and lighter. */
  ghost: boolean;
  /** It has the value axis on the right. */
  right?: boolean;
  /** Dashes and their distances, px. */
  dash?: readonly number[];
}

/** Least width of the value axis, px, so that charts above each other begin at the same place. */
const AXIS_WIDTH = 40;
/** Scale of the value axis on the right; that on the left is `y`. */
export const RIGHT = 'right';
/** How much of its colour a line to compare with has. */
const GHOST_ALPHA = 0.62;

/** Options of a plot without frame, legend and cursor: grid, axes and lines. */
export function plotOptions(
  Plot: typeof uPlot,
  lines: readonly PlotLine[],
  size: { width: number; height: number },
  subject: PlotSubject,
): uPlot.Options {
  return {
    ...size,
    padding: [10, () => subject.room(), 0, 0],
    legend: { show: false },
    cursor: { show: false },
    axes: [timeAxis(subject), valueAxis(subject), ...(hasRight(lines) ? [rightAxis(subject)] : [])],
    scales: {
      x: { time: false, range: () => [subject.view().from, subject.view().to] },
      y: { range: () => subject.range() },
      ...(hasRight(lines) ? { [RIGHT]: { range: () => subject.rightRange() } } : {}),
    },
    series: [{}, ...lines.map((line) => series(Plot, line, subject))],
    hooks: {
      drawAxes: [(plot) => subject.behind(plot)],
      draw: [(plot) => subject.front(plot)],
    },
  };
}

function axis(subject: PlotSubject): uPlot.Axis {
  return {
    stroke: () => subject.palette().text3,
    font: `420 12px ${subject.palette().font}`,
    grid: { stroke: () => subject.palette().grid, width: 1 },
    ticks: { show: false },
  };
}

function timeAxis(subject: PlotSubject): uPlot.Axis {
  const span = (): number => subject.view().to - subject.view().from;
  const step = (plot: uPlot): number => timeStep(span(), plot.width, markRoom(span()));
  return {
    ...axis(subject),
    size: 26,
    gap: 8,
    splits: (plot) => timeMarks(subject.view(), step(plot), subject.words().zone),
    values: (plot, splits) => {
      const width = plot.bbox.width / devicePixelRatio;
      return splits.map((t) => {
        const x = plot.valToPos(t, 'x');
        return x < 16 || x > width - 12 ? '' : subject.words().mark(t, step(plot));
      });
    },
  };
}

function valueAxis(subject: PlotSubject, right = false): uPlot.Axis {
  return {
    ...axis(subject),
    gap: 8,
    space: 36,
    size: (_, values) => Math.max(AXIS_WIDTH, 14 + 7 * longest(values)),
    splits: (_plot, _axis, low, high, least) => shownMarks(low, high, least, subject.unit(right)),
    values: (_, splits) => {
      const shown = splits.map((stored) => subject.unit(right).value(stored));
      const decimals = decimalsOfStep((shown[1] ?? 1) - (shown[0] ?? 0));
      return shown.map((value) => subject.number(value, decimals));
    },
  };
}

function rightAxis(subject: PlotSubject): uPlot.Axis {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the library's enum exists as a type only
  return { ...valueAxis(subject, true), side: 1, scale: RIGHT, grid: { show: false } };
}

function hasRight(lines: readonly PlotLine[]): boolean {
  return lines.some(({ right }) => right);
}

/** Values of an axis are not known before its first turn, whatever the types say. */
function longest(values: readonly string[] | null): number {
  return Math.max(0, ...(values ?? []).map(({ length }) => length));
}

function series(
  Plot: typeof uPlot,
  { colour, stepped, ghost, right, dash }: PlotLine,
  subject: PlotSubject,
): uPlot.Series {
  const paths = stepped ? Plot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    stroke: () => seriesColour(subject.palette(), colour),
    ...(right ? { scale: RIGHT } : {}),
    width: ghost ? 1.25 : 1.5,
    ...(dash ? { dash: [...dash] } : {}),
    ...(ghost ? { dash: [4, 4], alpha: GHOST_ALPHA } : {}),
    points: {
      show: !ghost,
      size: 4,
      width: 0,
      fill: () => seriesColour(subject.palette(), colour),
      filter: (plot, index) => lonely(plot.data[index] ?? []),
    },
    ...(paths ? { paths } : {}),
  };
}

/** Places of the points that have no neighbour to be joined with. */
export function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const places: number[] = [];
  let run = 0;
  let last = -1;
  const close = (): void => {
    if (run === 1) places.push(last);
    run = 0;
  };
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) close();
    else if (value !== undefined) {
      run++;
      last = i;
    }
  }
  close();
  return places;
}
