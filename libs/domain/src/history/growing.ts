const FIRST_CAPACITY = 256;

/** Numbers that are added one by one, in a typed array that doubles when it is full. */
export class Growing {
  private values = new Float64Array(FIRST_CAPACITY);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The number added last, NaN if there is none. */
  get last(): number {
    return this.values[this.count - 1] ?? Number.NaN;
  }

  push(value: number): void {
    if (this.count === this.values.length) this.grow();
    this.values[this.count++] = value;
  }

  /** The numbers so far, in an array of exactly their length. */
  take(): Float64Array<ArrayBuffer> {
    return this.values.slice(0, this.count);
  }

  private grow(): void {
    const grown = new Float64Array(this.values.length * 2);
    grown.set(this.values);
    this.values = grown;
  }
}
