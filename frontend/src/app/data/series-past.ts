import type { HistorySeries } from '@sensorium/contracts';
import { decimalsOf } from './decimals';
import { JoinedSeries, type Past } from './joined-series';
import { pastOf } from './past';

/** Different texts that one series may have; further ones count as one. */
const MOST_TEXTS = 256;
/** Values of an answer that tell the decimals of its series. */
const DECIMALS_OF = 200;

/** One series as a page knows it: history and live in one, the period before, its texts and its decimals. */
export class SeriesPast {
  /** The range that is shown: history and live in one. */
  readonly joined: JoinedSeries;
  /** The period before, to compare with; empty unless it is asked for. */
  readonly earlier = new JoinedSeries(0);
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Most decimals that a value has carried, 0 to 3. */
  decimals = 0;

  /** `mostLive`: live points that are kept. */
  constructor(mostLive?: number) {
    this.joined = new JoinedSeries(mostLive);
  }

  /** Takes an answer over; `lively`: it was asked for up to the present. */
  take(answer: HistorySeries, lively: boolean): void {
    this.joined.take(this.#pastOf(answer), lively);
  }

  takeEarlier(answer: HistorySeries): void {
    this.earlier.take(this.#pastOf(answer), false);
  }

  addNumber(t: number, value: number): void {
    this.joined.add(t, value);
    this.decimals = Math.max(this.decimals, decimalsOf(value));
  }

  /** A text stands among the points as its number in the order of first sight, which is the answer. */
  addText(t: number, text: string): number {
    const code = this.#codeOf(text);
    this.joined.add(t, code);
    return code;
  }

  /** Decimals of a value beside the others. */
  decimalsFor(value: number): number {
    return Math.max(this.decimals, decimalsOf(value));
  }

  /** The text with this number. */
  text(code: number): string {
    return this.#texts[code] ?? '';
  }

  #codeOf(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = Math.min(this.#texts.length, MOST_TEXTS);
      this.#codes.set(text, code);
      this.#texts[code] = text;
    }
    return code;
  }

  #pastOf(answer: HistorySeries): Past {
    for (const value of answer.v.slice(0, DECIMALS_OF))
      if (typeof value === 'number') this.decimals = Math.max(this.decimals, decimalsOf(value));
    return pastOf(answer, (text) => this.#codeOf(text));
  }
}
