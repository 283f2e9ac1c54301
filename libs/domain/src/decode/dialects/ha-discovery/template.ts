import { isJsonObject, own } from '../../envelope.js';
import { chosen, isComparison, type Choice } from './template-choice.js';
import {
  CHANGING,
  DEFAULTS,
  filtered,
  FILTERS,
  isOperation,
  operation,
  type BoundFilter,
  type Literal,
  type TemplateResult,
} from './template-filters.js';

/**
 * Value templates of Home Assistant, as far as they only pick a value: `{{ value }}`, `{{ value_json.a['b'][0] }}`,
 * some filters, arithmetic with a number, and one of two words by a value. Nothing is looked up by a name but members of
 * the payload, nothing is called, and whatever else a template holds makes it unsupported: a retained message may bring
 * one, so no template engine may run it.
 */
export type Template = (text: string, json: () => unknown) => TemplateResult;

const LENGTH_MAX = 1_024;
const FILTERS_MAX = 16;
const STEPS_MAX = 32;

/** One word of a template: a name, a text, a number or a sign. */
const TOKEN =
  /\s*(?:([A-Za-z_]\w*)|'([^'\\]*)'|"([^"\\]*)"|(-?\d+(?:\.\d+)?)|(==|!=|[<>]=|[.|()[\],=<>*/+-]))/y;

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
  /** The value is that of the payload: what is said of the one is true of the other. */
  isAsSent: boolean;
  /** One of two words stands for the value. */
  isChoice?: boolean;
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

/** `{% if value_json.x %}ON{% else %}OFF{% endif %}`. */
const STATEMENT =
  /^\s*\{%-?\s*if([^{}%]*?)-?%\}\s*([\w .+-]{1,64}?)\s*\{%-?\s*else\s*-?%\}\s*([\w .+-]{1,64}?)\s*\{%-?\s*endif\s*-?%\}\s*$/;

/** What stands between the brackets of an expression; a statement as the expression that means the same. */
function expressionOf(source: string): string | undefined {
  const [, condition, then = '', otherwise = ''] = STATEMENT.exec(source) ?? [];
  if (condition !== undefined) return `'${then}' if ${condition.trimEnd()} else '${otherwise}'`;
  return /^\s*\{\{-?([^{}%]*?)-?\}\}\s*$/.exec(source)?.[1]?.trimEnd();
}

function parse(source: string): ParsedTemplate | undefined {
  const inner = expressionOf(source);
  const tokens = inner === undefined ? undefined : tokensOf(inner);
  return tokens === undefined ? undefined : new TemplateParser(tokens).parse();
}

class TemplateParser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): ParsedTemplate | undefined {
    return this.tokens[0]?.kind === 'text' ? this.choice() : this.value();
  }

  private value(): ParsedTemplate | undefined {
    const picked = this.pick();
    if (!picked || !this.condition(picked.path) || this.at < this.tokens.length) return undefined;
    const { path, filters } = picked;
    const isAsSent = !filters.some(({ isChange }) => isChange === true);
    return {
      path,
      isAsSent,
      run: (text, json) => filtered(path === null ? text : pick(json(), path), filters),
    };
  }

  /** `'ON' if value_json.x == 1 else 'OFF'`. */
  private choice(): ParsedTemplate | undefined {
    const then = this.literal();
    const asked = this.takeName('if') ? this.pick() : undefined;
    const sign = this.peekSign();
    if (isComparison(sign)) this.at += 1;
    const other = isComparison(sign) ? this.literal() : true;
    const otherwise = this.takeName('else') ? this.literal() : undefined;
    if (then === undefined || otherwise === undefined || !asked) return undefined;
    if (other === undefined || this.at < this.tokens.length) return undefined;
    const { path, filters } = asked;
    const choice: Choice = { comparison: isComparison(sign) ? sign : undefined, other, then, otherwise };
    return {
      path,
      isAsSent: false,
      isChoice: true,
      run: (text, json) => chosen(filtered(path === null ? text : pick(json(), path), filters), choice),
    };
  }

  /** `value`, `value_json` with a path, or one of them in parentheses, with filters and arithmetic. */
  private pick(): Picked | undefined {
    const isGrouped = this.takeSign('(');
    const inner = isGrouped ? this.pick() : this.root();
    if (!inner || (isGrouped && !this.takeSign(')'))) return undefined;
    const filters = this.filters();
    const operations = filters && this.operations();
    const all = operations && [...inner.filters, ...filters, ...operations];
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
      if (!isOfValue || !this.takeName('is') || !this.isThere()) return false;
    } while (this.takeName('and'));
    return !this.takeName('else') || this.literal() !== undefined;
  }

  /** `defined`, `not none`. */
  private isThere(): boolean {
    return this.takeName('not') ? this.takeName('none') || this.takeName('None') : this.takeName('defined');
  }

  /** `.name`, `['name']`, `[0]` and `.get('name')`, as often as they come. */
  private path(): string[] | undefined {
    const path: string[] = [];
    for (let sign = this.peekSign(); sign === '.' || sign === '['; sign = this.peekSign()) {
      this.at += 1;
      const step = sign === '.' ? this.member() : (this.take('text') ?? this.take('number'));
      if (step === undefined || path.length >= STEPS_MAX) return undefined;
      if (sign === '[' && !this.takeSign(']')) return undefined;
      path.push(step);
    }
    return path;
  }

  /** `name`, `1` or `get('name', 0)`: what stands in for a value that is not there is no measurement. */
  private member(): string | undefined {
    const step = this.take('name') ?? this.take('number');
    if (step !== 'get' || !this.takeSign('(')) return step;
    const name = this.take('text');
    if (this.takeSign(',') && this.literal() === undefined) return undefined;
    return this.takeSign(')') ? name : undefined;
  }

  private filters(): BoundFilter[] | undefined {
    const filters: BoundFilter[] = [];
    while (this.takeSign('|')) {
      const name = this.take('name') ?? '';
      const args = this.takeSign('(') ? this.args() : [];
      if (!args || filters.length >= FILTERS_MAX) return undefined;
      const run = FILTERS.get(name);
      if (DEFAULTS.has(name)) filters.push({ args, isDefault: true });
      else if (run) filters.push({ args, run, isChange: CHANGING.has(name) });
      else return undefined;
    }
    return filters;
  }

  /** `* 0.1`, `/ 10`, each from the left; undefined where that would not be what it says (`+ 1 * 2`). */
  private operations(): BoundFilter[] | undefined {
    const found: BoundFilter[] = [];
    let isSum = false;
    for (let sign = this.peekSign(); isOperation(sign); sign = this.peekSign()) {
      this.at += 1;
      const number = this.number();
      const bound = number === undefined ? undefined : operation(sign, number);
      if (!bound || (isSum && /[*/]/.test(sign))) return undefined;
      isSum ||= /[+-]/.test(sign);
      found.push(bound);
    }
    return found;
  }

  /** A number; filters after it are of the number alone. */
  private number(): number | undefined {
    const text = this.take('number');
    const filters = text === undefined ? undefined : this.filters();
    const value = filters && filtered(Number(text), filters)?.value;
    return typeof value === 'number' ? value : undefined;
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

function pick(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const step of path) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? (value as unknown[])[Number(step)] : undefined;
    else value = isJsonObject(value) ? own(value, step) : undefined;
  }
  return value;
}
