/** The tables of readings that are not sealed yet, oldest first. The last one is written to. */
export class HotTables {
  private constructor(private list: number[]) {}

  static of(numbers: number[]): HotTables {
    return new HotTables(numbers);
  }

  get numbers(): readonly number[] {
    return this.list;
  }

  get newest(): number {
    return this.list.at(-1) ?? 0;
  }

  /** Tables that are written no more. */
  get finished(): readonly number[] {
    return this.list.slice(0, -1);
  }

  add(number: number): void {
    this.list = [...this.list, number];
  }

  drop(number: number): void {
    this.list = this.list.filter((one) => one !== number);
  }
}

/**
 * All hot readings as one relation with the columns s, t, v, q, x and `k`, `r`: the higher (k, r), the later it
 * was written.
 */
export function hotRelation(numbers: readonly number[], where = 'true'): string {
  const parts = numbers.map(
    (number) => `SELECT s, t, v, q, x, ${number} AS k, rowid AS r FROM h.main.hot_${number} WHERE ${where}`,
  );
  return `(${parts.join(' UNION ALL ')})`;
}
