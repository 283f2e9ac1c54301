import type { Stretch } from './gaps';
import type { Field } from './paint';
import type { Limit } from './scale';

/** An incident as a chart shows it. Times in ms of the server's clock; `to` is Infinity while it goes on. */
export interface IncidentMark extends Stretch {
  severity: Limit['severity'];
  /** It is what the chart is about: its time has a ground and its beginning a line. */
  main: boolean;
}

/** Half the width of a mark and height of its bar, px. */
const HALF = 5;
const BAR = 3;
/** Marks closer than this are one, px. */
const CLOSE = 3;
/** Incidents of the same time lie above each other, so far apart, px; so many, and further ones on the last. */
const LANE = 9;
const MOST_LANES = 4;

/** A mark as it lies on the canvas. */
interface Place {
  from: number;
  to: number;
  /** It begins within the view. */
  begins: boolean;
  severity: Limit['severity'];
}

/** Grounds of the incidents that the chart is about, behind everything else. `end`: what is going on ends here, ms. */
export function paintShades(field: Field, marks: readonly IncidentMark[], end: number): void {
  const { context, left, top, width, height, palette, ratio } = field;
  for (const mark of marks.filter(({ main }) => main)) {
    const place = placeOf(field, mark, end);
    if (!place) continue;
    context.fillStyle = palette[`${mark.severity}Soft`];
    context.fillRect(place.from, top, place.to - place.from, height);
    if (!place.begins || place.from > left + width) continue;
    context.beginPath();
    context.setLineDash([2 * ratio, 3 * ratio]);
    context.moveTo(place.from, top);
    context.lineTo(place.from, top + height);
    context.strokeStyle = palette[mark.severity];
    context.lineWidth = ratio;
    context.stroke();
    context.setLineDash([]);
  }
}

/**
 * Each incident on the time axis: its mark where it begins, and a bar as long as it lasts. Those of the same time lie
 * above each other, the worst on the axis.
 */
export function paintMarks(field: Field, marks: readonly IncidentMark[], end: number): void {
  const { context, top, height, palette, ratio } = field;
  const places = marks.flatMap((mark) => placeOf(field, mark, end) ?? []).sort(byWorst);
  lanesOf(places, 2 * HALF * ratio).forEach((lane, index) => {
    const y = top + height - index * LANE * ratio;
    for (const { from, to, severity } of lane) {
      context.fillStyle = palette[severity];
      context.fillRect(from, y - (BAR / 2) * ratio, Math.max(to - from, ratio), BAR * ratio);
    }
    for (const place of spaced(lane, CLOSE * ratio)) {
      context.beginPath();
      outline(context, place.severity, place.from, y, HALF * ratio);
      context.lineWidth = 2 * ratio;
      context.strokeStyle = palette.surface;
      context.stroke();
      context.fillStyle = palette[place.severity];
      context.fill();
    }
  });
}

/** Those of the same time apart, the worst of `places` (worst last) on the first lane; each lane has its worst last. */
export function lanesOf<P extends Stretch>(places: readonly P[], room: number): P[][] {
  const lanes: P[][] = [];
  for (const place of places.toReversed()) {
    const free = lanes.find((lane) =>
      lane.every(({ from, to }) => place.from >= to + room || place.to + room <= from),
    );
    if (free) free.unshift(place);
    else if (lanes.length < MOST_LANES) lanes.push([place]);
    else lanes.at(-1)?.unshift(place);
  }
  return lanes;
}

function placeOf(field: Field, { from, to, severity }: IncidentMark, end: number): Place | null {
  const { left, width } = field;
  const start = field.x(from);
  const stop = field.x(Math.min(to, end));
  if (stop < left || start > left + width) return null;
  return {
    from: Math.max(left, start),
    to: Math.min(left + width, stop),
    begins: start >= left,
    severity,
  };
}

const ORDER: readonly Limit['severity'][] = ['info', 'warning', 'critical'];

function byWorst(a: Place, b: Place): number {
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
}

/** Those whose marks can be told apart: of close ones the worst. Worst last, as they are painted. */
export function spaced<P extends Pick<Place, 'from' | 'begins'>>(places: readonly P[], room: number): P[] {
  const kept: P[] = [];
  for (const place of places.toReversed())
    if (place.begins && kept.every(({ from }) => Math.abs(from - place.from) >= room)) kept.push(place);
  return kept.reverse();
}

/** Shape of a severity around (x, y), as `sn-mark` draws it. */
function outline(
  context: CanvasRenderingContext2D,
  severity: Limit['severity'],
  x: number,
  y: number,
  half: number,
): void {
  if (severity === 'info') {
    context.rect(x - half * 0.8, y - half * 0.8, half * 1.6, half * 1.6);
    return;
  }
  const side = severity === 'critical' ? 0 : half * 0.8;
  context.moveTo(x, y - half);
  context.lineTo(x + half, y + side);
  if (severity === 'critical') context.lineTo(x, y + half);
  context.lineTo(x - half, y + side);
  context.closePath();
}
