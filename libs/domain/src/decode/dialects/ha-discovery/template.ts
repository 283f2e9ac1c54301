import { isJsonObject, own } from '../../envelope.js';

/**
 * Value templates of Home Assistant, as far as they only pick a value: `{{ value }}`, `{{ value_json.a['b'][0] }}` and
 * the filters below. Nothing is looked up by a name but members of the payload, nothing is called, and whatever else a
 * template holds makes it unsupported: a retained message may bring one, so no template engine may run it.
 */
export type Template = (text: string, json: () => unknown) => TemplateResult;

/** The value; undefined if the payload has none. */
export type TemplateResult = { value: unknown } | undefined;

type Filter = (value: unknown, args: readonly Literal[]) => TemplateResult;
type Literal = string | number | boolean | null;

const LENGTH_MAX = 1_024;
const FILTERS_MAX = 16;
const STEPS_MAX = 32;

const FILTERS = new Map<string, Filter>([
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

/** Filters that may see a value that is not there. */
const DEFAULTS = new Set(['default', 'd']);

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

/** One word of a template: a name, a text, a number or a sign. */
const TOKEN = /\s*(?:([A-Za-z_]\w*)|'([^'\\]*)'|"([^"\\]*)"|(-?\d+(?:\.\d+)?)|([.|()[\],=]))/y;

interface Token {
  kind: 'name' | 'text' | 'number' | 'sign';
  text: string;
}

function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN.source, 'y');
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (!match) return undefined;
    const [, name, single, double, number, sign] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'text', text: single ?? double ?? '' });
  }
  return tokens;
}

/** What a template picks, before its filters. */
export interface ParsedTemplate {
  run: Template;
  /** Members on the way to the value within the JSON payload; null for the payload as it is. */
  path: readonly string[] | null;
}

const compiled = new Map<string, ParsedTemplate | null>();
const COMPILED_MAX = 4_096;

/** Reads a template; undefined if it holds anything but a value and known filters. */
export function parseTemplate(source: string): ParsedTemplate | undefined {
  let parsed = compiled.get(source);
  if (parsed === undefined) {
    parsed = source.length > LENGTH_MAX ? null : (parse(source) ?? null);
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    compiled.set(source, parsed);
  }
  return parsed ?? undefined;
}

function parse(source: string): ParsedTemplate | undefined {
  const inner = /^\s*\{\{-?([^{}%]*?)-?\}\}\s*$/.exec(source)?.[1]?.trimEnd();
  const tokens = inner === undefined ? undefined : tokensOf(inner);
  return tokens === undefined ? undefined : new TemplateParser(tokens).parse();
}

class TemplateParser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): ParsedTemplate | undefined {
    const picked = this.pick();
    if (!picked || !this.condition(picked.path) || this.at < this.tokens.length) return undefined;
    const { path, filters } = picked;
    return { path, run: (text, json) => filtered(path === null ? text : pick(json(), path), filters) };
  }

  /** `value`, `value_json` with a path, or one of them in parentheses, with filters. */
  private pick(): Picked | undefined {
    const isGrouped = this.takeSign('(');
    const inner = isGrouped ? this.pick() : this.root();
    if (!inner || (isGrouped && !this.takeSign(')'))) return undefined;
    const filters = this.filters();
    const all = filters && [...inner.filters, ...filters];
    return all && all.length <= FILTERS_MAX ? { path: inner.path, filters: all } : undefined;
  }

  private root(): Picked | undefined {
    const root = this.take('name');
    if (root !== 'value' && root !== 'value_json') return undefined;
    const path = root === 'value' ? null : this.path();
    return path === undefined ? undefined : { path, filters: [] };
  }

  /**
   * `if value_json.x is defined else 0` after a pick of `value_json.x`, as publishers say that a value may be missing.
   * What they put in its place is no measurement: such a message has none. False for all other conditions.
   */
  private condition(path: readonly string[] | null): boolean {
    if (!this.takeName('if')) return true;
    do {
      const asked = this.root();
      const isOfValue = asked?.path?.every((step, place) => step === path?.[place]) === true;
      if (!isOfValue || !this.takeName('is') || !this.takeName('defined')) return false;
    } while (this.takeName('and'));
    return !this.takeName('else') || this.literal() !== undefined;
  }

  /** `.name`, `['name']` and `[0]`, as often as they come. */
  private path(): string[] | undefined {
    const path: string[] = [];
    for (let sign = this.peekSign(); sign === '.' || sign === '['; sign = this.peekSign()) {
      this.at += 1;
      const step = (sign === '.' ? this.take('name') : this.take('text')) ?? this.take('number');
      if (step === undefined || path.length >= STEPS_MAX) return undefined;
      if (sign === '[' && !this.takeSign(']')) return undefined;
      path.push(step);
    }
    return path;
  }

  private filters(): BoundFilter[] | undefined {
    const filters: BoundFilter[] = [];
    while (this.takeSign('|')) {
      const name = this.take('name') ?? '';
      const args = this.takeSign('(') ? this.args() : [];
      if (!args || filters.length >= FILTERS_MAX) return undefined;
      const run = FILTERS.get(name);
      if (DEFAULTS.has(name)) filters.push({ args, isDefault: true });
      else if (run) filters.push({ args, run });
      else return undefined;
    }
    return filters;
  }

  private args(): Literal[] | undefined {
    const args: Literal[] = [];
    while (!this.takeSign(')')) {
      if (args.length > 0 && !this.takeSign(',')) return undefined;
      if (this.takeName('default') && !this.takeSign('=')) return undefined;
      const literal = this.literal();
      if (literal === undefined || args.length >= 4) return undefined;
      args.push(literal);
    }
    return args;
  }

  private literal(): Literal | undefined {
    const number = this.take('number');
    if (number !== undefined) return Number(number);
    const text = this.take('text');
    if (text !== undefined) return text;
    const name = this.take('name')?.toLowerCase();
    return name === undefined ? undefined : KEYWORDS.get(name);
  }

  private take(kind: Token['kind']): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return undefined;
    this.at += 1;
    return token.text;
  }

  private takeName(name: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'name' || token.text !== name) return false;
    this.at += 1;
    return true;
  }

  private peekSign(): string | undefined {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' ? token.text : undefined;
  }

  private takeSign(sign: string): boolean {
    if (this.peekSign() !== sign) return false;
    this.at += 1;
    return true;
  }
}

const KEYWORDS = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['none', null],
]);

/** A value of the payload (`path` as in ParsedTemplate), and what is done with it. */
interface Picked {
  path: readonly string[] | null;
  filters: readonly BoundFilter[];
}

interface BoundFilter {
  args: readonly Literal[];
  run?: Filter;
  /** Stands in for a value that is not there. */
  isDefault?: boolean;
}

function filtered(value: unknown, filters: readonly BoundFilter[]): TemplateResult {
  let result: TemplateResult = value === undefined ? undefined : { value };
  for (const { args, run, isDefault } of filters) {
    if (isDefault === true) result ??= { value: args[0] ?? '' };
    else if (result && run) result = run(result.value, args);
  }
  return result;
}

function pick(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const step of path) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? (value as unknown[])[Number(step)] : undefined;
    else value = isJsonObject(value) ? own(value, step) : undefined;
  }
  return value;
}
