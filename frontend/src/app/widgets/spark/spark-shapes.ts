import { sparkRange, type SparkLine } from './spark-data';

/** Where a sparkline is drawn: size in px, pixels of the device per px. */
export interface SparkFrame {
  width: number;
  height: number;
  ratio: number;
}

/** A place on the canvas, in pixels of the device. */
export interface Place {
  x: number;
  y: number;
}

/** What is drawn: stretches of joined places, on whole pixels, and where exactly the line ends. */
export interface SparkShapes {
  runs: Place[][];
  end: Place | null;
}

/** Room around the line, px: for its dot and for half its width. */
const ROOM = { top: 4, right: 5, bottom: 4, left: 1 };

/** Places of a line. `stepped`: a value lasts until the next one comes. */
export function sparkShapes(line: SparkLine, frame: SparkFrame, stepped: boolean): SparkShapes {
  const place = placing(line, frame);
  const runs: Place[][] = [];
  let run: Place[] = [];
  line.times.forEach((t, index) => {
    const v = line.values[index] ?? null;
    if (v === null) {
      run = [];
      return;
    }
    const to = whole(place(t, v));
    const before = run.at(-1);
    if (!before) runs.push(run);
    else if (stepped) run.push({ x: to.x, y: before.y });
    run.push(to);
  });
  const [t, v] = [line.times.at(-1), line.values.at(-1) ?? null];
  return { runs, end: t === undefined || v === null ? null : place(t, v) };
}

/** Where a time and a value stand on the canvas. */
function placing(
  { values, from, to }: SparkLine,
  { width, height, ratio }: SparkFrame,
): (t: number, v: number) => Place {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const [bottom, top] = sparkRange(low, high);
  const [acrossPx, upPx] = [width - ROOM.left - ROOM.right, height - ROOM.top - ROOM.bottom];
  return (t, v) => ({
    x: (ROOM.left + acrossPx * ((t - from) / (to - from))) * ratio,
    y: (ROOM.top + upPx * ((top - v) / (top - bottom))) * ratio,
  });
}

/** Lines between whole pixels are not blurred. */
function whole({ x, y }: Place): Place {
  return { x: Math.round(x), y: Math.round(y) };
}
