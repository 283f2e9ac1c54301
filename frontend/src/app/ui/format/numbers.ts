const THIN_SPACE = '\u202f';
const MINUS = '\u2212';
const HUGE = 1e9;
const TINY = 1e-3;

/**
 * Numbers as the page writes them: real minus, thin space between thousands, fixed decimals,
 * the decimal sign of the language. Formats are made once for each number of decimals.
 */
export class Numbers {
  readonly #fixed = new Map<number, Intl.NumberFormat>();
  readonly #precise: Intl.NumberFormat;
  readonly #scientific: Intl.NumberFormat;

  constructor(readonly language: string) {
    this.#precise = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
    this.#scientific = new Intl.NumberFormat(language, { notation: 'scientific', maximumFractionDigits: 3 });
  }

  /** `value` with exactly `decimals` decimals. */
  fixed(value: number, decimals: number): string {
    let format = this.#fixed.get(decimals);
    if (!format) {
      format = new Intl.NumberFormat(this.language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        useGrouping: true,
      });
      this.#fixed.set(decimals, format);
    }
    return typeset(format, value);
  }

  /** A measured value with the decimals its series is known to carry; very small and very large ones stay readable. */
  measured(value: number, decimals: number): string {
    const size = Math.abs(value);
    if (size >= HUGE) return typeset(this.#scientific, value);
    if (size > 0 && size < TINY) return typeset(this.#precise, value);
    return this.fixed(value, Math.min(decimals, decimalsFor(size)));
  }
}

/** Most decimals that a value of this size is shown with. */
export function decimalsFor(size: number): number {
  if (size >= 100) return 1;
  return size >= 1 ? 2 : 3;
}

function typeset(format: Intl.NumberFormat, value: number): string {
  const zero = Object.is(value, -0) ? 0 : value;
  let text = '';
  for (const part of format.formatToParts(zero)) {
    if (part.type === 'group') text += THIN_SPACE;
    else if (part.type === 'minusSign' || part.type === 'exponentMinusSign') text += MINUS;
    else text += part.value;
  }
  return text === `${MINUS}0` || /^\u22120[.,]0+$/.test(text) ? text.slice(1) : text;
}
