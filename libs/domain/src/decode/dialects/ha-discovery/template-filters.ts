/** The value; undefined if the payload has none. */
export type TemplateResult = { value: unknown } | undefined;

export type Literal = string | number | boolean | null;

export type Filter = (value: unknown, args: readonly Literal[]) => TemplateResult;
/** Filters of Home Assistant that do no more than change a value. */
export const FILTERS = new Map<string, Filter>([
  ['float', (value, [fallback]) => toNumber(value, fallback)],
  ['int', (value, [fallback]) => onNumber(value, Math.trunc, fallback)],
  ['round', (value, [digits]) => onNumber(value, (number) => rounded(number, digits))],
  ['abs', (value) => onNumber(value, Math.abs)],
  ['multiply', (value, [by]) => onNumber(value, (number) => number * Number(by))],
  ['add', (value, [by]) => onNumber(value, (number) => number + Number(by))],
  ['lower', (value) => ({ value: String(value).toLowerCase() })],
  ['upper', (value) => ({ value: String(value).toUpperCase() })],
  ['trim', (value) => ({ value: String(value).trim() })],
  ['string', (value) => ({ value: String(value) })],
  ['replace', (value, [from, to]) => ({ value: String(value).replaceAll(String(from), String(to ?? '')) })],
  ['is_defined', (value) => (value === undefined ? undefined : { value })],
  ['timestamp_utc', (value) => stamp(value)],
  ['timestamp_local', (value) => stamp(value)],
]);

/** Filters after which a number is another one. */
export const CHANGING = new Set(['multiply', 'add', 'abs']);

/** Filters that may see a value that is not there. */
export const DEFAULTS = new Set(['default', 'd']);

function toNumber(value: unknown, fallback: Literal | undefined): TemplateResult {
  const number = typeof value === 'boolean' || value === null || value === '' ? NaN : Number(value);
  if (Number.isFinite(number)) return { value: number };
  return fallback === undefined ? undefined : { value: fallback };
}

function onNumber(value: unknown, change: (number: number) => number, fallback?: Literal): TemplateResult {
  const result = toNumber(value, fallback);
  return typeof result?.value === 'number' ? { value: change(result.value) } : result;
}

function rounded(number: number, digits: Literal | undefined): number {
  const scale = 10 ** Math.min(Math.max(Math.trunc(Number(digits ?? 0)), 0), 12);
  return Math.round(number * scale) / scale;
}

function stamp(value: unknown): TemplateResult {
  const result = toNumber(value, undefined);
  const at = new Date(Number(result?.value) * 1_000);
  return result && !Number.isNaN(at.getTime()) ? { value: at.toISOString() } : undefined;
}

/** Arithmetic with a number, as far as it gives one. */
const OPERATIONS = new Map<string, (number: number, by: number) => number>([
  ['*', (number, by) => number * by],
  ['/', (number, by) => number / by],
  ['+', (number, by) => number + by],
  ['-', (number, by) => number - by],
]);

export function isOperation(sign: string | undefined): sign is string {
  return sign !== undefined && OPERATIONS.has(sign);
}

/** `/ 10` and the like as a filter; undefined for a division by zero. */
export function operation(sign: string, by: number): BoundFilter | undefined {
  const change = OPERATIONS.get(sign);
  if (!change || !Number.isFinite(by) || (sign === '/' && by === 0)) return undefined;
  return { args: [], run: (value) => onNumber(value, (number) => change(number, by)), isChange: true };
}

/** A filter with its arguments. */
export interface BoundFilter {
  args: readonly Literal[];
  run?: Filter;
  /** Stands in for a value that is not there. */
  isDefault?: boolean;
  /** Gives another number than the one it is given. */
  isChange?: boolean;
}

export function filtered(value: unknown, filters: readonly BoundFilter[]): TemplateResult {
  let result: TemplateResult = value === undefined ? undefined : { value };
  for (const { args, run, isDefault } of filters) {
    if (isDefault === true) result ??= { value: args[0] ?? '' };
    else if (result && run) result = run(result.value, args);
  }
  return result;
}
