/** Colours of a chart, read from the tokens of the page, since a canvas knows no variables. */
export interface Palette {
  text2: string;
  text3: string;
  grid: string;
  hatch: string;
  surface: string;
  line: string;
  info: string;
  warning: string;
  critical: string;
  /** Grounds of the severities. */
  infoSoft: string;
  warningSoft: string;
  criticalSoft: string;
  series: readonly string[];
  font: string;
}

/** How many series colours there are. */
const SERIES = 10;

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text2: token('text-2'),
    text3: token('text-3'),
    grid: token('grid'),
    hatch: token('hatch'),
    surface: token('surface'),
    line: token('line-2'),
    info: token('info'),
    warning: token('warning'),
    critical: token('critical'),
    infoSoft: token('info-soft'),
    warningSoft: token('warning-soft'),
    criticalSoft: token('critical-soft'),
    series: Array.from({ length: SERIES }, (_, i) => token(`s${i + 1}`)),
    font: style.fontFamily,
  };
}

/** Colour of the series with this number, 1 to 10. */
export function seriesColour(palette: Palette, colour: number): string {
  return palette.series[(colour - 1) % SERIES] ?? palette.text2;
}
