import type { Gap } from './gaps';
import { freeBox, type Box, type Course } from './labels';
import { LEAST_GAP, NAME_ROOM, inside, write, type Field, type NamedLimit } from './paint';
import { spread } from './scale';

/** A stretch without data and what is written on it. */
export interface NamedGap extends Gap {
  name: string;
}

/** Height of the box with the words of a gap, px. */
const BOX = 20;
/** Room of words to their edges, px. */
const PAD = 4;
/** Lines of words that are tried below each other for what has no place of its own. */
const ROWS = 6;

/**
 * Names of the limits, at the left ends of their lines, or at the right ones where a measured line runs on the left.
 * Those that would touch stand above each other. They are painted before the measured lines, which they never hide.
 * Returns where they stand.
 */
export function paintLimitNames(
  field: Field,
  limits: readonly NamedLimit[],
  courses: readonly Course[],
): Box[] {
  const { context, left, top, width, height, ratio } = field;
  const drawn = limits.filter(({ value }) => inside(field, field.y(value)));
  const room = NAME_ROOM * ratio;
  const places = spread(
    drawn.map(({ value }) => field.y(value)),
    room,
    top + room / 2,
    top + height - room / 2,
  );
  write(field, 520);
  return drawn.map((limit, index) => {
    const wide = context.measureText(limit.name).width + 2 * PAD * ratio;
    const place = { top: (places[index] ?? 0) - room / 2, width: wide, height: room };
    const ends = [
      { ...place, left },
      { ...place, left: left + width - wide },
    ] as const;
    const box = freeBox(ends, { courses, boxes: [] });
    const colour = limit.clears ? field.palette.text2 : field.palette[limit.severity];
    writeIn(field, box, limit.name, colour);
    return box;
  });
}

/**
 * Words on the gaps, at the bottom of the plot, higher where something is there. One that is not seen or has no room is
 * left out.
 */
export function paintGapNames(
  field: Field,
  gaps: readonly NamedGap[],
  courses: readonly Course[],
  boxes: readonly Box[],
): void {
  const { context, left, top, width, height, palette, ratio } = field;
  write(field, 420);
  let free = left;
  for (const gap of gaps) {
    const wide = context.measureText(gap.name).width + 14 * ratio;
    if (field.x(gap.to) - field.x(gap.from) < LEAST_GAP * ratio) continue;
    const middle = (Math.max(left, field.x(gap.from)) + Math.min(left + width, field.x(gap.to))) / 2;
    const start = Math.min(left + width - wide, Math.max(free, middle - wide / 2));
    if (start < free || wide > width || start > field.x(gap.to) || start + wide < field.x(gap.from)) continue;
    const at = (share: number): Box => ({
      left: start,
      top: top + 8 * ratio + (height - (BOX + 16) * ratio) * share,
      width: wide,
      height: BOX * ratio,
    });
    const box = freeBox([at(1), at(0), at(0.5), at(0.75), at(0.25)], { courses, boxes });
    context.beginPath();
    context.roundRect(box.left, box.top, box.width, box.height, 4 * ratio);
    context.fillStyle = palette.surface;
    context.fill();
    context.strokeStyle = palette.line;
    context.lineWidth = ratio;
    context.stroke();
    context.fillStyle = palette.text2;
    context.fillText(gap.name, box.left + 7 * ratio, box.top + (BOX / 2) * ratio);
    free = start + wide + 4 * ratio;
  }
}

/** Says from when on this chart has data, if there is room before; below the limits whose lines or names are there. */
export function paintStart(
  field: Field,
  t: number,
  words: string,
  limits: readonly NamedLimit[],
  boxes: readonly Box[],
): void {
  const { context, left, top, ratio } = field;
  write(field, 420);
  const wide = context.measureText(words).width + 2 * PAD * ratio;
  const right = field.x(t) - PAD * ratio;
  if (right - wide < left) return;
  const lines = limitLines(field, limits);
  const row = (place: number): Box => ({
    left: right - wide,
    top: top + 2 * ratio + place * NAME_ROOM * ratio,
    width: wide,
    height: NAME_ROOM * ratio,
  });
  const below = Array.from({ length: ROWS }, (_, place) => row(place + 1));
  const box = freeBox([row(0), ...below], { courses: [], boxes: [...boxes, ...lines] });
  writeIn(field, box, words, field.palette.text3);
}

/** The lines of limits as boxes. */
export function limitLines(field: Field, limits: readonly NamedLimit[]): Box[] {
  const { left, width } = field;
  return limits.map(({ value }) => ({ left, top: field.y(value), width, height: 1 }));
}

/** Words on a ground of their own, so that no line of the grid shows between their letters. */
function writeIn({ context, palette, ratio }: Field, box: Box, words: string, colour: string): void {
  context.fillStyle = palette.surface;
  context.fillRect(box.left, box.top, box.width, box.height);
  context.fillStyle = colour;
  context.fillText(words, box.left + PAD * ratio, box.top + box.height / 2);
}
