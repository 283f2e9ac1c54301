import type { Alert, Value } from '@sensorium/contracts';
import type { TextKey } from './keys';
import type { Texts } from './texts';
import { meaningOf, type ValueTold } from './value-words';

/** Decimals that a value of an incident is written with at most. */
const MOST_DECIMALS = 2;

/** Rules that every installation has: their names are ours, in the language of the page. */
const BUILT_IN: ReadonlyMap<string, TextKey> = new Map([
  ['link-lost', 'alert.builtIn.linkLost'],
  ['gateway-lost', 'alert.builtIn.gatewayLost'],
]);

/** What an incident is called: as its rule. */
export function alertTitle(texts: Texts, { rule }: Pick<Alert, 'rule'>): string {
  const key = BUILT_IN.get(rule.id);
  return key ? texts.t(key) : rule.name;
}

/** True for a rule that no person wrote: it has no page of its own. */
export function isBuiltIn(rule: string): boolean {
  return BUILT_IN.has(rule);
}

/** Where an incident is: the device, or the installation itself. */
export function alertPlace(texts: Texts, { deviceName, device }: Alert): string {
  return deviceName ?? device ?? texts.t('alert.installation');
}

/**
 * A value of an incident as the page writes it: in words where it means something, else with its unit; empty for none.
 * `metric`: that of its device, if it is known; without it the name of the metric has to say what a boolean means.
 */
export function amountText(
  texts: Texts,
  value: Value | null,
  { unit, metric: name }: Pick<Alert, 'unit' | 'metric'>,
  metric: ValueTold | null = null,
): string {
  if (value === null) return '';
  const kind = typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'number';
  const meaning = meaningOf(texts, metric ?? { kind, name: name ?? '', class: null, values: null }, value);
  if (meaning !== undefined || typeof value !== 'number') return meaning ?? String(value);
  const number = numberText(texts, value, unit);
  return unit === null ? number : `${number} ${texts.unit(unit) ?? ''}`;
}

/** A number that is stored in `unit`, as the page writes it, without its unit. */
export function numberText(texts: Texts, value: number, unit: string | null): string {
  return texts.measured(value, unit, decimalsIn(value));
}

function decimalsIn(value: number): number {
  const [, fraction = ''] = String(Math.round(value * 10 ** MOST_DECIMALS) / 10 ** MOST_DECIMALS).split('.');
  return Math.min(MOST_DECIMALS, fraction.length);
}
