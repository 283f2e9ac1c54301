import type { Palette } from '../../widgets/chart/palette';
import { seriesColour } from '../../widgets/chart/palette';
import type { SeriesRow } from './series-row';

const ROW = 22;
const COLUMN = 360;
const KEY = 20;

/** The legend of a picture to be kept: how each line is drawn, what it is, its value. `width` in px of the page. */
export function paintLegend(
  rows: readonly SeriesRow[],
  palette: Palette,
  text: string,
  width: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const columns = Math.max(1, Math.floor(width / COLUMN));
  const column = width / columns;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(Math.ceil(rows.length / columns) * ROW * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.scale(devicePixelRatio, devicePixelRatio);
  context.textBaseline = 'middle';
  rows.forEach((row, i) => {
    paintRow(context, row, palette, text, (i % columns) * column, (Math.floor(i / columns) + 0.5) * ROW);
  });
  return canvas;
}

function paintRow(
  context: CanvasRenderingContext2D,
  { look, device, title, value, unit }: SeriesRow,
  palette: Palette,
  text: string,
  x: number,
  y: number,
): void {
  context.strokeStyle = look ? seriesColour(palette, look.colour) : palette.line;
  context.lineWidth = 3;
  context.setLineDash([...(look?.dash ?? [])]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + KEY, y);
  context.stroke();
  context.font = `420 12px ${palette.font}`;
  context.fillStyle = text;
  context.fillText(`${device} · ${title}  ${value}${unit === null ? '' : ` ${unit}`}`, x + KEY + 8, y);
}
