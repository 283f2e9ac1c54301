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
  kills: number | undefined;
  brokerRestarts: number;
  rate: number | undefined;
  embedded: boolean;
  /** Undefined: half of the devices with own times, half without. */
  ownTime: boolean | undefined;
  points: number | undefined;
  fresh: boolean;
  /** Undefined: all parts. */
  part: AlertPart | undefined;
}

/** Parts of `alerts`. */
export const ALERT_PARTS = ['reaction', 'load', 'kills', 'preview'] as const;
export type AlertPart = (typeof ALERT_PARTS)[number];

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
  kills: '<n> kills (default 50, quick 5)',
  'broker-restarts': '<n> orderly restarts of Mosquitto between the kills (default 0)',
  rate: '<n> messages a second (default 5000)',
  embedded: 'the embedded broker, which dies with the backend: tells what is lost, sets no limit',
  'own-time': 'only messages with their own time; --no-own-time: only without (default: half and half)',
  points: '<n> stored readings (default 100000000, quick 5000000)',
  fresh: 'fills the store anew instead of taking the one of the last run',
  part: '<reaction|load|kills|preview> only this part of alerts',
} as const;

export type OptionName = keyof typeof OPTION_HELP;

/** Options that every benchmark knows. */
export const EVERYWHERE: readonly OptionName[] = ['quick', 'json'];

export type Parsed = { options: BenchOptions } | { fault: string };

/** Reads the options of a benchmark that knows those in `known`. */
export function parseOptions(args: readonly string[], known: readonly OptionName[]): Parsed {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: definitions(),
      strict: true,
      allowNegative: true,
    });
    const allowed = new Set<string>([...EVERYWHERE, ...known]);
    const unknown = Object.keys(values).find((name) => !allowed.has(name));
    if (unknown !== undefined) return { fault: `this benchmark has no option --${unknown}` };
    return { options: checked(values) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

const FLAGS = ['quick', 'json', 'profile', 'cold', 'embedded', 'own-time', 'fresh'] as const;

type Flag = (typeof FLAGS)[number];
type Values = Partial<Record<Flag, boolean>> & Partial<Record<Exclude<OptionName, Flag>, string>>;

function definitions(): Record<string, { type: 'boolean' | 'string' }> {
  const flags = new Set<string>(FLAGS);
  return Object.fromEntries(
    Object.keys(OPTION_HELP).map((name) => [name, { type: flags.has(name) ? 'boolean' : 'string' }]),
  );
}

function checked(values: Values): BenchOptions {
  const { mode = 'latest' } = values;
  if (mode !== 'latest' && mode !== 'every') throw new Error('--mode must be latest or every');
  return {
    quick: values.quick === true,
    json: values.json === true,
    profile: values.profile === true,
    cold: values.cold === true,
    rounds: count(values, 'rounds', 1_440),
    minutes: count(values, 'minutes', 1_440),
    mode,
    beside: values.beside,
    kills: count(values, 'kills', 10_000),
    brokerRestarts: count(values, 'broker-restarts', 1_000) ?? 0,
    rate: count(values, 'rate', 20_000),
    embedded: values.embedded === true,
    ownTime: values['own-time'],
    points: count(values, 'points', 1_000_000_000),
    fresh: values.fresh === true,
    part: partOf(values.part),
  };
}

function partOf(text: string | undefined): AlertPart | undefined {
  const part = ALERT_PARTS.find((one) => one === text);
  if (text !== undefined && part === undefined)
    throw new Error(`--part must be one of ${ALERT_PARTS.join(', ')}`);
  return part;
}

function count(values: Values, name: Exclude<OptionName, Flag>, most: number): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} must be 1 to ${most}`);
  return value;
}
