import type { SparkShapes } from './spark-shapes';

/** Width of the line and radius of the dot at its end, px. */
const LINE = 1.4;
const DOT = 2.3;

/** Draws a sparkline in one colour over all of its canvas; `ratio`: pixels of the device per px. */
export function paintSpark(
  context: CanvasRenderingContext2D,
  { runs, end }: SparkShapes,
  colour: string,
  ratio: number,
): void {
  const width = LINE * ratio;
  const offset = (width % 2) / 2;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(1, 0, 0, 1, offset, offset);
  context.beginPath();
  for (const [first, ...others] of runs) {
    if (first) context.moveTo(first.x, first.y);
    for (const { x, y } of others) context.lineTo(x, y);
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.stroke();
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (!end) return;
  context.beginPath();
  context.fillStyle = colour;
  context.arc(end.x, end.y, DOT * ratio, 0, 7);
  context.fill();
}
