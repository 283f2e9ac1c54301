import type { Gap, Stretch } from './gaps';
import { seriesColour, type Palette } from './palette';
import { spread, type Limit } from './scale';
import type { Points } from './source';
import { traceOf } from './trace';

/** Where to paint: the plot on its canvas, lengths in canvas px. */
export interface Field {
  context: CanvasRenderingContext2D;
  palette: Palette;
  /** Canvas px of one px of the page. */
  ratio: number;
  left: number;
  top: number;
  width: number;
  height: number;
  x(t: number): number;
  y(v: number): number;
  /** The time at a place, ms. */
  time(x: number): number;
}

/** A threshold with the words at its line. */
export interface NamedLimit extends Limit {
  name: string;
}

/** The end of a line: its newest point. */
export interface LineEnd {
  t: number;
  v: number;
  name: string;
  colour: number;
}

/** Half of the height that is hatched for one silent line among others, px. */
const BAND = 14;
/** Height of a line of words, px. */
export const NAME_ROOM = 15;
/** How much of its colour a line has that is too dense to be followed. */
const TRACE_ALPHA = 0.3;
/** A gap narrower than this is not seen, px. */
export const LEAST_GAP = 1;

/** A line too dense to be followed: lightly from point to point, which fills from lowest to highest. */
export function paintTrace(
  field: Field,
  points: Points,
  gaps: readonly Gap[],
  view: Stretch,
  colour: number,
): void {
  const { context, left, top, width, height, palette, ratio } = field;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.beginPath();
  for (const { t, v, joined } of traceOf(points, gaps, view))
    if (joined) context.lineTo(field.x(t), field.y(v));
    else context.moveTo(field.x(t), field.y(v));
  context.globalAlpha = TRACE_ALPHA;
  context.strokeStyle = seriesColour(palette, colour);
  context.lineWidth = 1.25 * ratio;
  context.lineJoin = 'bevel';
  context.stroke();
  context.restore();
}

/** Hatches silence; `v` is the height of the one line that is silent, undefined if all of them are. */
export function paintGap(field: Field, gap: Gap, v?: number): void {
  const { context, left, top, width, height, ratio } = field;
  const from = Math.max(left, field.x(gap.from));
  const to = Math.min(left + width, field.x(gap.to));
  const middle = v === undefined ? 0 : field.y(v);
  const upper = v === undefined ? top : Math.max(top, middle - BAND * ratio);
  const lower = v === undefined ? top + height : Math.min(top + height, middle + BAND * ratio);
  if (to - from < LEAST_GAP * ratio || lower <= upper) return;
  context.save();
  context.beginPath();
  context.rect(from, upper, to - from, lower - upper);
  context.clip();
  context.fillStyle = field.palette.surface;
  context.fillRect(from, upper, to - from, lower - upper);
  strokeHatch(field, from, upper, to, lower);
  context.restore();
}

function strokeHatch(field: Field, left: number, top: number, right: number, bottom: number): void {
  const { context, ratio } = field;
  const step = 8.5 * ratio;
  const rise = bottom - top;
  context.beginPath();
  for (let x = Math.floor((left - rise) / step) * step; x < right; x += step) {
    context.moveTo(x, bottom);
    context.lineTo(x + rise, top);
  }
  context.strokeStyle = field.palette.hatch;
  context.lineWidth = 1.4 * ratio;
  context.stroke();
}

/** Lines of the limits: critical solid, all others dashed, where a value clears in dots. */
export function paintLimits(field: Field, limits: readonly Limit[]): void {
  const { context, left, width, ratio } = field;
  for (const limit of limits) {
    const y = Math.round(field.y(limit.value));
    if (!inside(field, y)) continue;
    context.beginPath();
    context.setLineDash(dashOf(limit).map((length) => length * ratio));
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.strokeStyle = field.palette[limit.severity];
    context.lineWidth = 1.2 * ratio;
    context.stroke();
    context.setLineDash([]);
  }
}

function dashOf({ severity, clears }: Limit): number[] {
  if (clears) return [1.5, 3];
  return severity === 'critical' ? [] : [5, 4];
}

/** A dot at the end of each line whose newest value is fresh. */
export function paintEnds(field: Field, ends: readonly LineEnd[]): void {
  const { context, palette, ratio } = field;
  for (const { t, v, colour } of ends) {
    context.beginPath();
    context.arc(field.x(t), field.y(v), 3 * ratio, 0, 7);
    context.fillStyle = seriesColour(palette, colour);
    context.fill();
    context.strokeStyle = palette.surface;
    context.lineWidth = 1.5 * ratio;
    context.stroke();
  }
}

/** Names of the lines at their right ends, in their colours. */
export function paintNames(field: Field, ends: readonly LineEnd[]): void {
  const { context, left, top, width, height, ratio } = field;
  const room = NAME_ROOM * ratio;
  const places = spread(
    ends.map(({ v }) => field.y(v)),
    room,
    top + 6 * ratio,
    top + height - 6 * ratio,
  );
  write(field, 520);
  ends.forEach(({ name, colour }, index) => {
    context.fillStyle = seriesColour(field.palette, colour);
    context.fillText(name, left + width + 10 * ratio, places[index] ?? 0);
  });
}

/** Sets the type of the words of a chart. */
export function write({ context, palette, ratio }: Field, weight: number): void {
  context.font = `${weight} ${12 * ratio}px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
}

/** True if a height is one of the plot. */
export function inside({ top, height }: Field, y: number): boolean {
  return y >= top && y <= top + height;
}
