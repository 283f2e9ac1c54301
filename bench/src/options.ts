import { parseArgs } from 'node:util';

/** What can be asked of a benchmark; each knows only some of them. */
export interface BenchOptions {
  quick: boolean;
  json: boolean;
  profile: boolean;
  cold: boolean;
  rounds: number | undefined;
  minutes: number | undefined;
  mode: 'latest' | 'every';
  beside: string | undefined;
}

/** Text of `--help` for each option. */
export const OPTION_HELP = {
  quick: 'a short run: fewer rounds, less time',
  json: 'print only JSON',
  profile: 'a round more with a CPU profile; prints which functions cost most',
  cold: 'also the first start: deletes dist, .nx and .angular before it',
  rounds: '<n> rounds, in each of which all take turns',
  minutes: '<n> minutes (default 10, quick 1)',
  mode: '<latest|every> what viewers subscribe to (default latest, as the page does)',
  beside: '<folder> measure the built backend of another clone in the same run',
} as const;

export type OptionName = keyof typeof OPTION_HELP;

/** Options that every benchmark knows. */
export const EVERYWHERE: readonly OptionName[] = ['quick', 'json'];

export type Parsed = { options: BenchOptions } | { fault: string };

/** Reads the options of a benchmark that knows those in `known`. */
export function parseOptions(args: readonly string[], known: readonly OptionName[]): Parsed {
  try {
    const { values } = parseArgs({ args: [...args], options: definitions(), strict: true });
    const allowed = new Set<string>([...EVERYWHERE, ...known]);
    const unknown = Object.keys(values).find((name) => !allowed.has(name));
    if (unknown !== undefined) return { fault: `this benchmark has no option --${unknown}` };
    return { options: checked(values) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function definitions() {
  const flag = { type: 'boolean' } as const;
  const text = { type: 'string' } as const;
  return {
    quick: flag,
    json: flag,
    profile: flag,
    cold: flag,
    rounds: text,
    minutes: text,
    mode: text,
    beside: text,
  };
}

type Values = Partial<Record<'quick' | 'json' | 'profile' | 'cold', boolean>> &
  Partial<Record<'rounds' | 'minutes' | 'mode' | 'beside', string>>;

function checked({
  quick,
  json,
  profile,
  cold,
  rounds,
  minutes,
  mode = 'latest',
  beside,
}: Values): BenchOptions {
  if (mode !== 'latest' && mode !== 'every') throw new Error('--mode must be latest or every');
  return {
    quick: quick === true,
    json: json === true,
    profile: profile === true,
    cold: cold === true,
    rounds: count('rounds', rounds),
    minutes: count('minutes', minutes),
    mode,
    beside,
  };
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_440) throw new Error(`--${name} must be 1 to 1440`);
  return value;
}
