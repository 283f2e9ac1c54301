/** A unit that a series is sent in, and how the viewer sees its values: `value × factor + offset`. */
export class ShownUnit {
  /** `symbol`: what stands beside the values; null for values without a unit. */
  constructor(
    readonly symbol: string | null,
    readonly factor = 1,
    readonly offset = 0,
  ) {}

  /** Values are shown as they are stored. */
  get isStored(): boolean {
    return this.factor === 1 && this.offset === 0;
  }

  /** A stored value as the viewer sees it. */
  value(stored: number): number {
    return stored * this.factor + this.offset;
  }

  /** The stored value of what the viewer sees. */
  stored(shown: number): number {
    return (shown - this.offset) / this.factor;
  }

  /** A difference between stored values, or what a counter grew by: a degree Celsius is 1.8 °F. */
  difference(stored: number): number {
    return stored * this.factor;
  }

  /** Decimals that say as much as `decimals` of the stored value do. */
  decimals(decimals: number): number {
    return Math.max(0, decimals + Math.round(-Math.log10(this.factor)));
  }
}
