/** Reads option values and collects what is wrong with them. */
export class OptionChecks {
  readonly faults: string[] = [];

  /** Notes a fault of an option or variable. */
  fault(name: string, text: string): void {
    this.faults.push(`${name}: ${text}`);
  }

  /** A whole number in [low, high]; undefined if not given or faulty. */
  number(name: string, text: string | undefined, low: number, high: number): number | undefined {
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= low && value <= high) return value;
    this.fault(name, `must be a whole number from ${low} to ${high}, not "${text}"`);
    return undefined;
  }

  /** One of the allowed words; `otherwise` if not given or faulty. */
  choice<T extends string>(name: string, text: string | undefined, allowed: readonly T[], otherwise: T): T {
    if (text === undefined) return otherwise;
    const found = allowed.find((each) => each === text);
    if (found === undefined) this.fault(name, `must be ${allowed.join(' or ')}, not "${text}"`);
    return found ?? otherwise;
  }

  /** Text of a file that `read` throws for if it can't be read; undefined if not given or faulty. */
  file(name: string, path: string | undefined, read: (path: string) => string): string | undefined {
    if (path === undefined) return undefined;
    try {
      return read(path);
    } catch (error) {
      this.fault(name, `can't be read (${error instanceof Error ? error.message : String(error)})`);
      return undefined;
    }
  }
}
