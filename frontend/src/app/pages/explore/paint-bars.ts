import type { Bucket } from './buckets';
import { barAxis, stretchOf, type BarAxis } from './bar-scale';
import { seriesColour, type Palette } from '../../widgets/chart/palette';
import { decimalsOfStep } from '../../widgets/chart/scale';
import type { Look } from './looks';

/** One series of bars, in the order of the values of the buckets. */
export interface BarSeries {
  look: Look;
  right: boolean;
}

/** What is drawn, and how: sizes in px of the page. */
export interface BarScene {
  buckets: readonly Bucket[];
  series: readonly BarSeries[];
  labels: readonly { bucket: Bucket; text: string }[];
  /** Server's time: a bucket that is not over yet is lighter. */
  now: number;
  number: (value: number, decimals: number) => string;
  width: number;
  height: number;
}

/** Where the bars stand inside of the chart, px. */
export interface BarFrame {
  left: number;
  top: number;
  width: number;
  height: number;
  axes: { left: BarAxis; right: BarAxis | null };
}

const AXIS_WIDTH = 40;
const TOP = 14;
const BOTTOM = 26;
/** How much of its time the bars of a bucket take, and the widest bar, px. */
const FILL = 0.78;
const WIDEST = 56;
/** A bar this wide has its value above it, px. */
const VALUE_ROOM = 44;

/** Lays a scene out. */
export function frameOf({ buckets, series, number, width, height }: BarScene): BarFrame {
  const inner = Math.max(10, height - TOP - BOTTOM);
  const most = (right: boolean): number =>
    Math.max(
      0,
      ...buckets.flatMap(({ values }) => values.filter((_, i) => series[i]?.right === right)).map(Number),
    );
  const axisWidth = (axis: BarAxis): number =>
    Math.max(AXIS_WIDTH, 14 + 7 * number(axis.top, decimalsOfStep(axis.step)).length);
  const left = barAxis(most(false), inner);
  const right = series.some((one) => one.right) ? barAxis(most(true), inner) : null;
  const margin = axisWidth(left);
  const rest = right ? axisWidth(right) : 10;
  return {
    left: margin,
    top: TOP,
    width: Math.max(10, width - margin - rest),
    height: inner,
    axes: { left, right },
  };
}

/** Draws axes, bars and labels. `context` takes px of the page. */
export function paintBars(context: CanvasRenderingContext2D, palette: Palette, scene: BarScene): void {
  const frame = frameOf(scene);
  context.clearRect(0, 0, scene.width, scene.height);
  context.font = `420 12px ${palette.font}`;
  paintAxis(context, palette, scene, frame, false);
  if (frame.axes.right) paintAxis(context, palette, scene, frame, true);
  const whole = stretchOf(scene.buckets);
  if (!whole) return;
  const perPx = (whole.to - whole.from) / frame.width;
  const x = (t: number): number => frame.left + (t - whole.from) / perPx;
  for (const bucket of scene.buckets) paintBucket(context, palette, scene, frame, bucket, x);
  paintLabels(context, palette, scene, frame, x);
}

function paintAxis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { number }: BarScene,
  { left, top, width, height, axes }: BarFrame,
  isRight: boolean,
): void {
  const axis = isRight ? (axes.right ?? axes.left) : axes.left;
  context.textBaseline = 'middle';
  context.textAlign = isRight ? 'left' : 'right';
  for (let i = 0; i * axis.step <= axis.top * (1 + 1e-9); i++) {
    const y = Math.round(top + height - (i * axis.step * height) / axis.top) + 0.5;
    context.strokeStyle = i === 0 ? palette.line : palette.grid;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    if (!isRight || i === 0) context.stroke();
    context.fillStyle = palette.text3;
    const text = number(i * axis.step, decimalsOfStep(axis.step));
    context.fillText(text, isRight ? left + width + 8 : left - 8, y);
  }
}

function paintBucket(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scene: BarScene,
  frame: BarFrame,
  bucket: Bucket,
  x: (t: number) => number,
): void {
  const [from, to] = [x(bucket.from), x(bucket.to)];
  if (bucket.values.every((value) => value === null)) {
    paintSilence(context, palette, frame, from, to);
    return;
  }
  const count = scene.series.length;
  const room = Math.min(WIDEST, ((to - from) * FILL) / count);
  const gap = room > 6 && count > 1 ? 1 : 0;
  const start = (from + to) / 2 - (room * count) / 2;
  bucket.values.forEach((value, i) => {
    const one = scene.series[i];
    if (value === null || !one) return;
    const axis = one.right ? (frame.axes.right ?? frame.axes.left) : frame.axes.left;
    const size = Math.max(value > 0 ? 1 : 0, (value * frame.height) / axis.top);
    const bar = { x: start + i * room, y: frame.top + frame.height - size, width: room - gap, height: size };
    paintBar(context, palette, one.look, bar, bucket.to > scene.now);
    if (room < VALUE_ROOM) return;
    context.fillStyle = palette.text2;
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillText(scene.number(value, decimalsOfStep(axis.step / 10)), bar.x + bar.width / 2, bar.y - 4);
  });
}

/** A bar; lighter while its time is not over, outlined where colours are used again. */
function paintBar(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { colour, dash }: Look,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  running: boolean,
): void {
  const outlined = dash !== null;
  context.save();
  context.beginPath();
  context.roundRect(x, y, Math.max(1, width), height, [
    Math.min(3, width / 3, height),
    Math.min(3, width / 3, height),
    0,
    0,
  ]);
  context.fillStyle = seriesColour(palette, colour);
  context.strokeStyle = context.fillStyle;
  context.globalAlpha = outlined ? 0.3 : running ? 0.45 : 1;
  context.fill();
  context.globalAlpha = 1;
  if (outlined || running) {
    context.clip();
    context.lineWidth = 2;
    if (running) context.setLineDash([3, 3]);
    context.stroke();
  }
  context.restore();
}

/** Hatches a bucket of which nothing is known. */
function paintSilence(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { top, height }: BarFrame,
  from: number,
  to: number,
): void {
  context.save();
  context.beginPath();
  context.rect(from, top, to - from, height);
  context.clip();
  context.beginPath();
  for (let x = Math.floor((from - height) / 8.5) * 8.5; x < to; x += 8.5) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.strokeStyle = palette.hatch;
  context.lineWidth = 1.2;
  context.stroke();
  context.restore();
}

function paintLabels(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { labels, width }: BarScene,
  { top, height }: BarFrame,
  x: (t: number) => number,
): void {
  context.fillStyle = palette.text3;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { bucket, text } of labels) {
    const middle = (x(bucket.from) + x(bucket.to)) / 2;
    const half = context.measureText(text).width / 2;
    if (middle - half >= 0 && middle + half <= width) context.fillText(text, middle, top + height + 8);
  }
}
