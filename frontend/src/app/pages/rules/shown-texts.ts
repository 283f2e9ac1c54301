import { numberOf, numberText } from '../../ui/format/quantities';
import type { ShownUnit } from '../../ui/units/shown-unit';

/** Digits that a conversion is exact to, and those that are shown of it. */
const STORED_DIGITS = 12;
const SHOWN_DIGITS = 9;

/** How the number in a field is meant: a value of a metric, or a difference between values. */
export interface Meant {
  unit: ShownUnit;
  difference: boolean;
}

/** A number of a draft as the viewer sees it; what is no number stays as it is. */
export function shownText(text: string, { unit, difference }: Meant): string {
  const stored = numberOf(text);
  if (stored === undefined || unit.isStored) return text;
  return written(difference ? unit.difference(stored) : unit.value(stored), SHOWN_DIGITS);
}

/** What the viewer has typed, for a draft: rules are kept in the units of the devices. */
export function storedText(text: string, { unit, difference }: Meant): string {
  const shown = numberOf(text);
  if (shown === undefined || unit.isStored) return text;
  return written(difference ? shown / unit.factor : unit.stored(shown), STORED_DIGITS);
}

function written(value: number, digits: number): string {
  return numberText(Number(value.toPrecision(digits)));
}

/** What was typed into fields, by their names, so that a field keeps `4.` and `4.10` while somebody writes on. */
export class TypedTexts {
  readonly #typed = new Map<string, { text: string; stored: string; symbol: string | null }>();

  /** What stands in the field for a text of the draft. */
  shown(field: string, stored: string, meant: Meant): string {
    const typed = this.#typed.get(field);
    const isOwn = typed?.stored === stored && typed.symbol === meant.unit.symbol;
    return isOwn ? typed.text : shownText(stored, meant);
  }

  /** Takes what was typed; the text for the draft. */
  take(field: string, text: string, meant: Meant): string {
    const stored = storedText(text, meant);
    this.#typed.set(field, { text, stored, symbol: meant.unit.symbol });
    return stored;
  }
}
