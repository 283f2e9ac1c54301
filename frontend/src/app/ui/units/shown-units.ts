import { Injectable, signal } from '@angular/core';
import type { conversion } from '@sensorium/domain/units';
import { recall, remember } from '../preference';
import { ShownUnit } from './shown-unit';
import { QUANTITIES, UNIT_CHOICES, quantityOf, type ChosenQuantity } from './unit-choices';

type Chosen = ReadonlyMap<ChosenQuantity, string>;
type Convert = typeof conversion;

/** Units in which this browser shows values. What is stored, exported and sent stays in the units of the devices. */
@Injectable({ providedIn: 'root' })
export class ShownUnits {
  readonly #chosen = signal<Chosen>(recalled());
  readonly #convert = signal<Convert | null>(null);
  #known = new Map<string, ShownUnit>();

  /** Fetches what is needed for the choices of before. Without it values stand as they were sent. */
  async start(): Promise<void> {
    if (this.#chosen().size > 0) await this.#load();
  }

  /** The chosen unit of a quantity; null: values stand as they are sent. Reactive. */
  chosen(quantity: ChosenQuantity): string | null {
    return this.#chosen().get(quantity) ?? null;
  }

  /** Shows values of a quantity in `unit` from now on and remembers it; null: as they are sent. */
  async choose(quantity: ChosenQuantity, unit: string | null): Promise<void> {
    remember(`unit.${quantity}`, unit);
    if (unit !== null) await this.#load();
    const chosen = new Map(this.#chosen());
    if (unit === null) chosen.delete(quantity);
    else chosen.set(quantity, unit);
    this.#known = new Map();
    this.#chosen.set(chosen);
  }

  /** How values that are stored in `unit` are shown. Reactive. */
  of(unit: string | null): ShownUnit {
    const chosen = this.#chosen();
    const convert = this.#convert();
    if (unit === null) return NO_UNIT;
    let shown = this.#known.get(unit);
    if (!shown) {
      shown = shownUnit(unit, chosen, convert);
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(unit, shown);
    }
    return shown;
  }

  async #load(): Promise<void> {
    if (this.#convert() !== null) return;
    const loaded = await import('./conversion').catch(() => null);
    if (!loaded) return;
    this.#known = new Map();
    this.#convert.set(loaded.conversion);
  }
}

const NO_UNIT = new ShownUnit(null);
/** Different units that are kept at once; devices may call theirs anything. */
const MOST_KNOWN = 1000;

function shownUnit(unit: string, chosen: Chosen, convert: Convert | null): ShownUnit {
  const quantity = quantityOf(unit);
  const symbol = quantity && chosen.get(quantity);
  const found = symbol === undefined ? undefined : convert?.(unit, symbol);
  return found && symbol !== undefined
    ? new ShownUnit(symbol, found.factor, found.offset)
    : new ShownUnit(unit);
}

function recalled(): Chosen {
  const found = QUANTITIES.flatMap((quantity) => {
    const unit = recall(`unit.${quantity}`);
    return unit !== null && UNIT_CHOICES[quantity].offered.includes(unit) ? [[quantity, unit] as const] : [];
  });
  return new Map(found);
}
