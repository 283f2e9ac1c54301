/** Where a picture of a lane stands: its size in px, its right edge and its width in time, ms. */
export interface StripFrame {
  width: number;
  height: number;
  now: number;
  windowMs: number;
  /** Times of day stand below. */
  axis: boolean;
}

/** What a lane has to draw. Times in ms of the server's clock. */
export interface StripData {
  /** Updates that there were. */
  published: Iterable<number>;
  /** When each update was shown; NaN for the one that it began with. */
  shown: ReadonlyMap<number, number>;
  /** When requests were sent. */
  requests: readonly number[];
  /** Updates before this time are not waited for. */
  from: number;
}

export interface StripColours {
  /** Font of the times of day. */
  font: string;
  stroke: string;
  dot: string;
  grid: string;
}

/** Lines of a picture, in px: from the upper edge, when an update was measured, to the lower one, when it was shown. */
export interface StripShapes {
  strokes: { x0: number; x1: number }[];
  /** Upper ends of updates that are not shown yet. */
  waiting: number[];
  requests: number[];
  /** Whole times, each with its place. */
  grid: { x: number; t: number }[];
}

const TOP = 7;
const REQUEST = 7;
const AXIS = 18;
const GRID_MS = 5_000;
/** Half the width of a time of day, px. */
const HALF_TIME = 26;
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
/** Above so many strokes in a picture their ends are not marked. */
const MOST_DOTS = 200;

/** Height of the lower line, px. */
function floorOf({ height, axis }: StripFrame): number {
  return height - REQUEST - 6 - (axis ? AXIS : 0);
}

export function stripShapes(frame: StripFrame, { published, shown, requests, from }: StripData): StripShapes {
  const { now, windowMs, width } = frame;
  const start = now - windowMs;
  const x = (t: number): number => ((t - start) / windowMs) * width;
  const shapes: StripShapes = { strokes: [], waiting: [], requests: [], grid: [] };
  for (const t of published) {
    const at = shown.get(t);
    if (at === undefined && t > from && t > start && t <= now) shapes.waiting.push(x(t));
    else if (at !== undefined && at > start) shapes.strokes.push({ x0: x(t), x1: x(Math.min(at, now)) });
  }
  for (const t of requests) if (t > start && t <= now) shapes.requests.push(x(t));
  for (let t = Math.ceil(start / GRID_MS) * GRID_MS; t <= now; t += GRID_MS) shapes.grid.push({ x: x(t), t });
  return shapes;
}

/** Draws the picture; `ratio`: pixels of the device per px. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  frame: StripFrame,
  shapes: StripShapes,
  colours: StripColours,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  const floor = floorOf(frame);
  lines(context, colours.grid, 1, (path) => {
    for (const { x } of shapes.grid) segment(path, x, 0, x, floor + 5 + REQUEST);
    for (const y of [TOP, floor]) segment(path, 0, y + 0.5, frame.width, y + 0.5);
  });
  context.setLineDash([1.5, 3]);
  lines(context, colours.stroke, 1, (path) => {
    for (const x of shapes.waiting) segment(path, x, TOP, frame.width, floor);
  });
  context.setLineDash([]);
  const isDense = shapes.strokes.length > MOST_DOTS;
  context.globalAlpha = isDense ? 0.55 : 0.85;
  lines(context, colours.stroke, isDense ? 0.8 : 1.2, (path) => {
    for (const { x0, x1 } of shapes.strokes) segment(path, x0, TOP, x1, floor);
  });
  context.globalAlpha = 1;
  lines(context, colours.dot, 1, (path) => {
    for (const x of shapes.requests) segment(path, x, floor + 5, x, floor + 5 + REQUEST);
  });
  if (frame.axis) times(context, frame, shapes, colours);
  if (isDense) return;
  dots(context, colours.dot, 1.3, TOP, [...shapes.strokes.map(({ x0 }) => x0), ...shapes.waiting]);
  dots(
    context,
    colours.stroke,
    2,
    floor,
    shapes.strokes.map(({ x1 }) => x1),
  );
}

/** Times of day under the picture, where they have room. */
function times(
  context: CanvasRenderingContext2D,
  { width, height }: StripFrame,
  { grid }: StripShapes,
  { dot, font }: StripColours,
): void {
  context.font = font;
  context.fillStyle = dot;
  context.textAlign = 'center';
  for (const { x, t } of grid)
    if (x > HALF_TIME && x < width - HALF_TIME) context.fillText(CLOCK.format(t), x, height - 3);
}

function lines(
  context: CanvasRenderingContext2D,
  colour: string,
  width: number,
  add: (path: Path2D) => void,
): void {
  const path = new Path2D();
  add(path);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function segment(path: Path2D, x0: number, y0: number, x1: number, y1: number): void {
  path.moveTo(x0, y0);
  path.lineTo(x1, y1);
}

function dots(
  context: CanvasRenderingContext2D,
  colour: string,
  radius: number,
  y: number,
  places: readonly number[],
): void {
  context.fillStyle = colour;
  context.beginPath();
  for (const x of places) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 7);
  }
  context.fill();
}
