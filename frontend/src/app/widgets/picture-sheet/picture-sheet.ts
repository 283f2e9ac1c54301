/** One value of a legend: its line's colour and what it says. */
export interface SheetItem {
  text: string;
  colour: string;
}

/** One chart of a sheet. `canvas` has `ratio` canvas px a px. */
export interface SheetPart {
  title: string;
  legend: readonly SheetItem[];
  canvas: HTMLCanvasElement;
}

/** A picture to be kept: what it is of, and its charts. Colours and font as the page has them. */
export interface Sheet {
  title: string;
  subtitle: string;
  parts: readonly SheetPart[];
  background: string;
  text: string;
  faint: string;
  font: string;
  ratio: number;
}

const MARGIN = 24;
const GAP = 20;
const HEAD = 56;
const TITLE = 28;
const KEY = 12;

interface Placed {
  part: SheetPart;
  x: number;
  y: number;
}

/** Places charts from left to right, in rows as wide as the widest. Lengths in px of the page. */
export function placed(
  parts: readonly { width: number; height: number }[],
  gap: number,
): { places: { x: number; y: number }[]; width: number; height: number } {
  const width = Math.max(0, ...parts.map((part) => part.width));
  const places: { x: number; y: number }[] = [];
  let [x, y, row] = [0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > width) [x, y, row] = [0, y + row + gap, 0];
    places.push({ x, y });
    x += part.width + gap;
    row = Math.max(row, part.height);
  }
  return { places, width, height: y + row };
}

/** Draws a sheet: title, then each chart with its own title and legend. */
export function drawSheet(sheet: Sheet): HTMLCanvasElement {
  const { parts, ratio } = sheet;
  const sizes = parts.map(({ canvas }) => ({
    width: canvas.width / ratio,
    height: canvas.height / ratio + TITLE,
  }));
  const { places, width, height } = placed(sizes, GAP);
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * MARGIN) * ratio;
  canvas.height = (height + HEAD + 2 * MARGIN) * ratio;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.scale(ratio, ratio);
  context.fillStyle = sheet.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  write(context, sheet, sheet.title, {
    x: MARGIN,
    y: MARGIN + 10,
    size: 20,
    weight: 640,
    colour: sheet.text,
  });
  write(context, sheet, sheet.subtitle, {
    x: MARGIN,
    y: MARGIN + 34,
    size: 12,
    weight: 420,
    colour: sheet.faint,
  });
  parts.forEach((part, i) => {
    const { x = 0, y = 0 } = places[i] ?? {};
    drawPart(context, sheet, { part, x: x + MARGIN, y: y + MARGIN + HEAD });
  });
  return canvas;
}

/** Offers a canvas as a PNG file. */
export async function downloadPng(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}

function drawPart(context: CanvasRenderingContext2D, sheet: Sheet, { part, x, y }: Placed): void {
  const width = part.canvas.width / sheet.ratio;
  const height = part.canvas.height / sheet.ratio;
  write(context, sheet, part.title, { x, y: y + 10, size: 14, weight: 600, colour: sheet.text });
  let right = x + width;
  for (const item of [...part.legend].reverse()) {
    const place = { x: right, y: y + 10, size: 12, weight: 420, colour: sheet.text };
    right -= write(context, sheet, item.text, place, 'right') + KEY + 6;
    context.fillStyle = item.colour;
    context.fillRect(right, y + 9, KEY, 2);
    right -= 16;
  }
  context.drawImage(part.canvas, x, y + TITLE, width, height);
}

interface Place {
  x: number;
  y: number;
  size: number;
  weight: number;
  colour: string;
}

/** Writes a line and returns its width. */
function write(
  context: CanvasRenderingContext2D,
  { font }: Sheet,
  text: string,
  { x, y, size, weight, colour }: Place,
  align: 'left' | 'right' = 'left',
): number {
  context.font = `${weight} ${size}px ${font}`;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y);
  return context.measureText(text).width;
}
