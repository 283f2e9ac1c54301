import type uPlot from 'uplot';
import type { Texts } from '../../ui/texts/texts';
import { clockText, clockTextFine } from './clock-text';
import { chartColumns } from './columns';
import { commonGaps, findGaps, type Gap, type GapRule, type Stretch } from './gaps';
import {
  paintEnds,
  paintGap,
  paintGapNames,
  paintLimitNames,
  paintLimits,
  paintNames,
  paintStart,
  type Field,
  type LineEnd,
  type NamedLimit,
} from './paint';
import type { Palette } from './palette';
import type { PlotSubject } from './plot-options';
import { readAt } from './read';
import { extent, lastKnown, valueRange } from './scale';
import type { Points } from './source';

/** One series of a chart. `colour`: number of its series colour, 1 to 10. */
export interface ChartLine {
  name: string;
  points: Points;
  rule: GapRule;
  colour: number;
  stepped: boolean;
  /** The newest value is the present one. */
  fresh: boolean;
}

/** Which gaps have words on them: all, those of this chart alone, or none. */
export type Naming = 'all' | 'own' | 'none';

/** Up to so many lines have their names at their ends; more are told apart by the legend. */
const MOST_NAMES = 3;
/** An outage that covers so much of a gap is its reason. */
const COVERED_SHARE = 0.8;
/** A chart whose data begins later than this share of the view says so. */
const START_SHARE = 0.08;

/** What is to be drawn. */
export interface Scene {
  lines: readonly ChartLine[];
  limits: readonly NamedLimit[];
  view: Stretch;
  named: Naming;
  /** The value axis begins at zero. */
  fromZero: boolean;
}

/** What a chart draws at the moment, and how: the subject of its plot. */
export class Picture implements PlotSubject {
  #view: Stretch = { from: 0, to: 1 };
  #lines: readonly ChartLine[] = [];
  #gaps: Gap[][] = [];
  #limits: readonly NamedLimit[] = [];
  #range: [number, number] = [0, 1];
  #named: Naming = 'none';

  constructor(
    readonly texts: Texts,
    readonly palette: () => Palette,
  ) {}

  take({ lines, limits, view, named, fromZero }: Scene): void {
    this.#lines = lines;
    this.#limits = limits;
    this.#view = view;
    this.#named = named;
    this.#gaps = lines.map(({ points, rule }) => findGaps(points, view, rule));
    const points = lines.map((line) => line.points);
    this.#range = valueRange(extent(points, view) ?? lastKnown(points), limits, fromZero);
  }

  data(): uPlot.AlignedData {
    const lines = this.#lines.map(({ points }, index) => ({ points, gaps: this.#gaps[index] ?? [] }));
    const { times, values } = chartColumns(lines, this.#view);
    return [times, ...values];
  }

  view(): Stretch {
    return this.#view;
  }

  range(): [number, number] {
    return this.#range;
  }

  number(value: number, decimals: number): string {
    return this.texts.numbers().measured(value, decimals);
  }

  room(): number {
    if (!this.#hasNames()) return 10;
    return 20 + 7 * Math.max(...this.#lines.map(({ name }) => name.length));
  }

  /** The reading of each line at `t`, with its colour. */
  valuesAt(t: number): { time: number; value: number; colour: number }[] {
    return this.#lines.flatMap((line, index) => {
      const reading = readAt(line.points, this.#gaps[index] ?? [], line.rule, t);
      const { from, to } = this.#view;
      if (!reading || reading.time < from || reading.time > to) return [];
      return [{ ...reading, colour: line.colour }];
    });
  }

  behind(plot: uPlot): void {
    const field = this.#field(plot);
    const common = commonGaps(this.#gaps);
    for (const gap of common) paintGap(field, gap);
    if (this.#lines.length > 1) this.#paintSingle(field, common);
    paintLimits(field, this.#limits);
  }

  front(plot: uPlot): void {
    const field = this.#field(plot);
    const ends = this.#ends();
    paintEnds(
      field,
      ends.filter(({ fresh }) => fresh),
    );
    if (this.#hasNames()) paintNames(field, ends);
    paintLimitNames(field, this.#limits);
    if (this.#named === 'none') return;
    if (this.#named === 'all') this.#paintStart(field);
    const gaps = commonGaps(this.#gaps).filter((gap) => this.#named === 'all' || !this.#isOutage(gap));
    paintGapNames(
      field,
      gaps.map((gap) => ({ ...gap, name: gapText(this.texts, gap) })),
    );
  }

  /** Where only one of several lines is silent, only its height is hatched. */
  #paintSingle(field: Field, common: readonly Gap[]): void {
    this.#lines.forEach(({ points }, index) => {
      for (const gap of this.#gaps[index] ?? []) {
        if (common.some(({ from, to }) => from <= gap.from && to >= gap.to)) continue;
        const last = readAt(points, [], { gapMs: Infinity, outages: [], held: true }, gap.from);
        if (last) paintGap(field, gap, last.value);
      }
    });
  }

  #paintStart(field: Field): void {
    const starts = this.#lines.filter(({ points }) => points.length > 0).map(({ points }) => points.time(0));
    const start = Math.min(...starts);
    const { from, to } = this.#view;
    if (!Number.isFinite(start) || start - from < (to - from) * START_SHARE || start > to) return;
    paintStart(field, start, this.texts.t('chart.since', { time: clockText(start) }));
  }

  /** True for the silence of the whole device, which the first chart of the page names. */
  #isOutage({ from, to, open }: Gap): boolean {
    const known = this.#lines[0]?.rule.outages ?? [];
    const covered = known.map((one) => Math.min(one.to, to) - Math.max(one.from, from));
    return !open && Math.max(0, ...covered) > (to - from) * COVERED_SHARE;
  }

  #hasNames(): boolean {
    return this.#lines.length > 1 && this.#lines.length <= MOST_NAMES;
  }

  #ends(): (LineEnd & { fresh: boolean })[] {
    return this.#lines.flatMap(({ points, name, colour, fresh }, index) => {
      const reading = readAt(points, [], { gapMs: Infinity, outages: [], held: true }, this.#view.to);
      if (!reading || reading.time < this.#view.from) return [];
      const silent = this.#gaps[index]?.at(-1)?.open === true;
      return [{ t: reading.time, v: reading.value, name, colour, fresh: fresh && !silent }];
    });
  }

  #field(plot: uPlot): Field {
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
      y: (v) => plot.valToPos(v, 'y', true),
    };
  }
}

/** The name of a gap: "no data 14:02 to 14:09", with seconds where minutes would be the same. */
export function gapText(texts: Texts, { from, to, open }: Gap): string {
  const write = !open && clockText(from) === clockText(to) ? clockTextFine : clockText;
  if (open) return texts.t('chart.noDataSince', { from: clockText(from) });
  return texts.t('chart.noData', { from: write(from), to: write(to) });
}
