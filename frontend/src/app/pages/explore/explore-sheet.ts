import { readPalette } from '../../widgets/chart/palette';
import { drawSheet } from '../../widgets/picture-sheet/picture-sheet';
import { paintLegend } from './paint-legend';
import type { SeriesRow } from './series-row';

/** The charts with their legend as one picture to be kept, in the colours of `host`. */
export function exploreSheet(
  host: HTMLElement,
  charts: readonly HTMLCanvasElement[],
  rows: readonly SeriesRow[],
  words: { title: string; subtitle: string },
): HTMLCanvasElement {
  const palette = readPalette(host);
  const text = getComputedStyle(host).getPropertyValue('--text').trim();
  const drawn = rows.filter((row) => row.drawn && row.look !== null);
  const width = Math.max(1, ...charts.map((chart) => chart.width));
  const legend = paintLegend(drawn, palette, text, width / devicePixelRatio);
  return drawSheet({
    ...words,
    parts: [...charts, legend].map((canvas) => ({ title: '', legend: [], canvas })),
    background: palette.surface,
    text,
    faint: palette.text2,
    font: palette.font,
    ratio: devicePixelRatio,
  });
}
