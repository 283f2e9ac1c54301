import type uPlot from 'uplot';
import type { Texts } from '../../ui/texts/texts';
import type { ShownUnit } from '../../ui/units/shown-unit';
import { timeWords, type TimeWords } from '../../ui/range/time-words';
import { isDense, middleOf } from './band';
import { chartColumns } from './columns';
import { gapText } from './gap-text';
import { commonGaps, findGaps, type Gap, type Stretch } from './gaps';
import {
  paintEnds,
  paintGap,
  paintLimits,
  paintNames,
  paintTrace,
  type Field,
  type LineEnd,
  type NamedLimit,
} from './paint';
import { paintMarks, paintShades, type IncidentMark } from './marks';
import type { Box, Course } from './labels';
import { limitLines, paintGapNames, paintLimitNames, paintStart } from './paint-names';
import type { Palette } from './palette';
import { RIGHT, type PlotLine, type PlotSubject } from './plot-options';
import { readAt } from './read';
import { extent, lastKnown, valueRange } from './scale';
import type { ChartLine, Naming, Scene } from './scene';
import type { Points } from './source';

/** Up to so many lines have their names at their ends; more are told apart by the legend. */
const MOST_NAMES = 3;
/** An outage that covers so much of a gap is its reason. */
const COVERED_SHARE = 0.8;
/** A gap of fewer columns does not break a line that is drawn through a band. */
const LEAST_BREAK = 3;
/** A chart whose data begins later than this share of the view says so. */
const START_SHARE = 0.08;

/** One line as it is drawn: `ghost` to compare with; `trace`: all of it, where it is too dense to be followed. */
interface Drawn extends PlotLine {
  points: Points;
  gaps: readonly Gap[];
  trace: { points: Points; gaps: readonly Gap[] } | null;
}

/** What a chart draws at the moment, and how: the subject of its plot. */
export class Picture implements PlotSubject {
  #view: Stretch = { from: 0, to: 1 };
  #lines: readonly ChartLine[] = [];
  #gaps: Gap[][] = [];
  #limits: readonly NamedLimit[] = [];
  #marks: readonly IncidentMark[] = [];
  #range: [number, number] = [0, 1];
  #rightRange: [number, number] = [0, 1];
  #named: Naming = 'none';
  #drawn: readonly Drawn[] = [];
  #zone = 'UTC';

  constructor(
    readonly texts: Texts,
    readonly palette: () => Palette,
  ) {}

  /** `width`: px of the plot. */
  take({ lines, limits, reach, marks, view, named, fromZero, zone }: Scene, width: number): void {
    this.#lines = lines;
    this.#limits = limits;
    this.#marks = marks;
    this.#view = view;
    this.#named = named;
    this.#zone = zone;
    this.#gaps = lines.map(({ points, rule }) => findGaps(points, view, rule));
    this.#drawn = [
      ...lines.map((line, i) => this.#draw(line, this.#gaps[i] ?? [], line, false, width)),
      ...lines.flatMap((line) =>
        line.before
          ? [this.#draw(line.before, findGaps(line.before.points, view, line.before.rule), line, true, width)]
          : [],
      ),
    ];
    this.#range = rangeOf(
      lines.filter(({ right }) => !right),
      view,
      [...limits.map(({ value }) => value), ...reach],
      fromZero,
    );
    this.#rightRange = rangeOf(
      lines.filter(({ right }) => right),
      view,
      [],
      fromZero,
    );
  }

  data(): uPlot.AlignedData {
    const { times, values } = chartColumns(this.#drawn, this.#view);
    return [times, ...values];
  }

  /** The lines as the plot knows them, in the order of their data. */
  plotLines(): readonly PlotLine[] {
    return this.#drawn;
  }

  words(): TimeWords {
    return timeWords(this.#zone, this.texts.language());
  }

  view(): Stretch {
    return this.#view;
  }

  range(): [number, number] {
    return this.#range;
  }

  rightRange(): [number, number] {
    return this.#rightRange;
  }

  unit(right: boolean): ShownUnit {
    const line = this.#lines.find((one) => (one.right ?? false) === right);
    return this.texts.units.of(line?.unit ?? null);
  }

  number(value: number, decimals: number): string {
    return this.texts.numbers().measured(value, decimals);
  }

  room(): number {
    if (!this.#hasNames()) return 10;
    return 20 + 7 * Math.max(...this.#lines.map(({ name }) => name.length));
  }

  /** The reading of each line at `t`, with its colour. */
  valuesAt(t: number): { time: number; value: number; colour: number; right: boolean }[] {
    return this.#lines.flatMap((line, index) => {
      const reading = readAt(line.points, this.#gaps[index] ?? [], line.rule, t);
      const { from, to } = this.#view;
      if (!reading || reading.time < from || reading.time > to) return [];
      return [{ ...reading, colour: line.colour, right: line.right === true }];
    });
  }

  behind(plot: uPlot): void {
    const field = this.#field(plot);
    paintShades(field, this.#marks, this.#view.to);
    const common = commonGaps(this.#gaps);
    for (const gap of common) paintGap(field, gap);
    if (this.#lines.length > 1) this.#paintSingle(plot, common);
    paintLimits(field, this.#limits);
    this.#paintWords(plot, field, common);
    for (const { trace, colour, right } of this.#drawn)
      if (trace)
        paintTrace(right ? this.#field(plot, RIGHT) : field, trace.points, trace.gaps, this.#view, colour);
  }

  front(plot: uPlot): void {
    const field = this.#field(plot);
    const ends = this.#ends();
    for (const scale of ['y', RIGHT])
      paintEnds(
        this.#field(plot, scale),
        ends.filter(({ fresh, right }) => fresh && right === (scale === RIGHT)),
      );
    if (this.#hasNames()) paintNames(field, ends);
    paintMarks(field, this.#marks, this.#view.to);
  }

  /** A line, or one through its middle where its points could not be told apart. */
  #draw(
    { points }: { points: Points },
    gaps: readonly Gap[],
    { colour, stepped, right = false, dash }: ChartLine,
    ghost: boolean,
    width: number,
  ): Drawn {
    const { from, to } = this.#view;
    const look = { colour, stepped, ghost, right, ...(dash && !ghost ? { dash } : {}) };
    if (stepped || !isDense(points, this.#view, width)) return { ...look, points, gaps, trace: null };
    const step = (to - from) / Math.max(1, width);
    const trace = ghost ? null : { points, gaps };
    const wide = narrowed(gaps, LEAST_BREAK * step);
    return { ...look, points: middleOf(points, this.#view, step), gaps: wide, trace };
  }

  /** Where only one of several lines is silent, only its height is hatched. */
  #paintSingle(plot: uPlot, common: readonly Gap[]): void {
    this.#lines.forEach(({ points, right }, index) => {
      for (const gap of this.#gaps[index] ?? []) {
        if (common.some(({ from, to }) => from <= gap.from && to >= gap.to)) continue;
        const last = readAt(points, [], { gapMs: Infinity, outages: [], held: true }, gap.from);
        if (last) paintGap(this.#field(plot, right ? RIGHT : 'y'), gap, last.value);
      }
    });
  }

  /** Words of the limits, the beginning and the gaps, before the lines, which they never hide. */
  #paintWords(plot: uPlot, field: Field, common: readonly Gap[]): void {
    const courses = this.#courses(plot);
    const boxes = paintLimitNames(field, this.#limits, courses);
    if (this.#named === 'none') return;
    if (this.#named === 'all') this.#paintStart(field, boxes);
    const gaps = common
      .filter((gap) => this.#named === 'all' || !this.#isOutage(gap))
      .map((gap) => ({ ...gap, name: gapText(this.texts, this.words(), gap) }));
    paintGapNames(field, gaps, courses, [...boxes, ...limitLines(field, this.#limits)]);
  }

  /** The measured lines as they lie on the canvas. */
  #courses(plot: uPlot): Course[] {
    return this.#drawn
      .filter(({ ghost }) => !ghost)
      .map(({ trace, points, gaps, right }) => {
        const field = this.#field(plot, right ? RIGHT : 'y');
        return {
          ...(trace ?? { points, gaps }),
          x: (t) => field.x(t),
          y: (v) => field.y(v),
          time: (x) => field.time(x),
        };
      });
  }

  #paintStart(field: Field, boxes: readonly Box[]): void {
    const starts = this.#lines.filter(({ points }) => points.length > 0).map(({ points }) => points.time(0));
    const start = Math.min(...starts);
    const { from, to } = this.#view;
    if (!Number.isFinite(start) || start - from < (to - from) * START_SHARE || start > to) return;
    const words = this.texts.t('chart.since', { time: this.words().when(start, to) });
    paintStart(field, start, words, this.#limits, boxes);
  }

  /** True for the silence of the whole device, which the first chart of the page names. */
  #isOutage({ from, to, open }: Gap): boolean {
    const known = this.#lines[0]?.rule.outages ?? [];
    const covered = known.map((one) => Math.min(one.to, to) - Math.max(one.from, from));
    return !open && Math.max(0, ...covered) > (to - from) * COVERED_SHARE;
  }

  #hasNames(): boolean {
    const several = this.#lines.length > 1 && this.#lines.length <= MOST_NAMES;
    return several && !this.#lines.some(({ right }) => right);
  }

  #ends(): (LineEnd & { fresh: boolean; right: boolean })[] {
    return this.#lines.flatMap(({ points, name, colour, fresh, right = false }, index) => {
      const reading = readAt(points, [], { gapMs: Infinity, outages: [], held: true }, this.#view.to);
      if (!reading || reading.time < this.#view.from) return [];
      const silent = this.#gaps[index]?.at(-1)?.open === true;
      return [{ t: reading.time, v: reading.value, name, colour, fresh: fresh && !silent, right }];
    });
  }

  #field(plot: uPlot, scale = 'y'): Field {
    const { left, top, width, height } = plot.bbox;
    return {
      context: plot.ctx,
      palette: this.palette(),
      ratio: devicePixelRatio,
      left,
      top,
      width,
      height,
      x: (t) => plot.valToPos(t, 'x', true),
      y: (v) => plot.valToPos(v, scale, true),
      time: (x) => plot.posToVal(x, 'x', true),
    };
  }
}

function rangeOf(
  lines: readonly ChartLine[],
  view: Stretch,
  reach: readonly number[],
  fromZero: boolean,
): [number, number] {
  const points = lines.flatMap((line) => [line.points, ...(line.before ? [line.before.points] : [])]);
  return valueRange(
    extent(points, view) ?? lastKnown(points),
    reach.map((value) => ({ value })),
    fromZero,
  );
}

/** Gaps without the columns at their edges, whose middles may lie inside. */
function narrowed(gaps: readonly Gap[], by: number): Gap[] {
  return gaps
    .map((gap) => ({ ...gap, from: gap.from + by / 2, to: gap.to - by / 2 }))
    .filter(({ from, to }) => to > from);
}
