import type { Metric } from '@sensorium/contracts';
import { binaryMeaning, type Meaning } from '@sensorium/domain/units';
import type { Texts } from './texts';

export type ValueWord = 'on' | 'off' | 'yes' | 'no' | Meaning;

/** What of a metric tells the meaning of its values. */
export type ValueTold = Pick<Metric, 'kind' | 'name' | 'class' | 'values'>;

/** The word for a boolean, by what the metric's name says that it means. */
function booleanWord(metric: string, value: boolean): ValueWord {
  const name = metric.toLowerCase();
  if (name.includes('contact')) return value ? 'closed' : 'open';
  if (/door|open|window|valve|gate/.test(name)) return value ? 'open' : 'closed';
  if (/motion|occupan|presence|leak|smoke|alarm|tamper|fault|error|low/.test(name))
    return value ? 'yes' : 'no';
  return value ? 'on' : 'off';
}

/** The word for a boolean, by the class of the metric, else by its name. */
export function stateWord(metric: Pick<Metric, 'name' | 'class'>, value: boolean): ValueWord {
  const meaning = metric.class === null ? undefined : binaryMeaning(metric.class);
  if (!meaning) return booleanWord(metric.name, value);
  return value ? meaning.on : meaning.off;
}

/** What a value means in words: as the device says it, else for booleans and texts in ours; undefined for a number. */
export function meaningOf(
  texts: Texts,
  metric: ValueTold,
  value: number | boolean | string,
): string | undefined {
  const { kind, values } = metric;
  const key = kind === 'boolean' ? String(value !== 0 && value !== false) : String(value);
  if (values && Object.hasOwn(values, key)) return values[key];
  if (kind === 'boolean') return texts.t(`value.${stateWord(metric, key === 'true')}`);
  return typeof value === 'string' ? value : undefined;
}

/** Words of texts that mean rest: they get no colour. */
const REST = /^(off|idle|standby|stopped|closed|none|ok|normal|inactive|sleep)$/i;
/** Colours of the other texts, in the order of first sight. */
const COLOURS = [1, 2, 3, 4, 5, 6];
/** States that deserve a look, and those that only say that something goes on. */
const NOTABLE: ReadonlySet<ValueWord> = new Set<ValueWord>([
  'open',
  'yes',
  'detected',
  'wet',
  'unlocked',
  'low',
  'disconnected',
  'tampered',
  'problem',
]);
const ACTIVE: ReadonlySet<ValueWord> = new Set<ValueWord>(['on', 'occupied', 'charging', 'running', 'home']);

/** Number of the series colour of a state: rest has none (0), what deserves a look has the second. */
export function stateTone(
  metric: Pick<Metric, 'kind' | 'name' | 'class'>,
  value: number,
  text: string,
): number {
  if (metric.kind === 'text') return REST.test(text) ? 0 : (COLOURS[value % COLOURS.length] ?? 1);
  const word = stateWord(metric, value !== 0);
  if (NOTABLE.has(word)) return 2;
  return ACTIVE.has(word) ? 1 : 0;
}
