import type { Alert, Value } from '@sensorium/contracts';
import type { TextKey } from './keys';
import type { Texts } from './texts';
import { meaningOf, type ValueTold } from './value-words';

/** Decimals that a value of an incident is written with at most. */
const MOST_DECIMALS = 2;
/** Digits of a limit: what a conversion leaves behind them is noise. */
const LIMIT_DIGITS = 6;

/** Rules that every installation has: their names are ours, in the language of the page. */
const BUILT_IN: ReadonlyMap<string, TextKey> = new Map([
  ['link-lost', 'alert.builtIn.linkLost'],
  ['gateway-lost', 'alert.builtIn.gatewayLost'],
]);

/** What an incident is called: as its rule. */
export function alertTitle(texts: Texts, { rule }: { rule: Pick<Alert['rule'], 'id' | 'name'> }): string {
  const key = BUILT_IN.get(rule.id);
  return key ? texts.t(key) : rule.name;
}

/** True for a rule that no person wrote: it has no page of its own. */
export function isBuiltIn(rule: string): boolean {
  return BUILT_IN.has(rule);
}

/** Where an incident is: the device, or the installation itself. */
export function alertPlace(
  texts: Texts,
  { deviceName, device }: Pick<Alert, 'deviceName' | 'device'>,
): string {
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

/** A number that is stored in `unit`, as the page writes it, without its unit: with the decimals that it has there. */
export function numberText(texts: Texts, value: number, unit: string | null): string {
  const shown = texts.units.of(unit);
  const seen = shown.value(value);
  const most = Math.max(MOST_DECIMALS, shown.decimals(MOST_DECIMALS));
  return texts.numbers().measured(seen, decimalsIn(seen, most));
}

/** A limit that is stored in `unit`, as exactly as it was set: −12 °C are 10.4 °F. `difference`: of two values. */
export function limitText(texts: Texts, limit: number, unit: string | null, difference = false): string {
  const shown = texts.units.of(unit);
  const seen = Number((difference ? shown.difference(limit) : shown.value(limit)).toPrecision(LIMIT_DIGITS));
  const number = texts.numbers().fixed(seen, decimalsIn(seen, LIMIT_DIGITS));
  return shown.symbol === null ? number : `${number} ${shown.symbol}`;
}

/** Amounts with a unit in a sentence of the server: one number, or two of a range. */
const AMOUNTS = /([-+]?\d+(?:\.\d+)?)(?: to ([-+]?\d+(?:\.\d+)?))? ([^\s,;]+)/gu;

/**
 * An English sentence of the server about values that are stored in `unit`, with its amounts in the viewer's unit. What
 * something changed by is a difference.
 */
export function inShownUnit(texts: Texts, sentence: string, unit: string | null): string {
  const shown = texts.units.of(unit);
  if (unit === null || shown.isStored) return sentence.replace(/(?<=^|\s)-(?=\d)/gu, '−');
  const isChange = / changed\b/u.test(sentence);
  const said = (number: string): string => {
    if (!isChange) return numberText(texts, Number(number), unit);
    const change = shown.difference(Number(number));
    return (
      (number.startsWith('+') ? '+' : '') +
      texts.numbers().measured(change, decimalsIn(change, MOST_DECIMALS))
    );
  };
  return sentence.replace(AMOUNTS, (whole, first: string, second: string | undefined, symbol: string) => {
    if (symbol !== unit) return whole;
    const range = second === undefined ? said(first) : `${said(first)} to ${said(second)}`;
    return `${range} ${shown.symbol ?? ''}`;
  });
}

/** Decimals that a number has, at most so many. */
function decimalsIn(value: number, most: number): number {
  const [, fraction = ''] = String(Math.round(value * 10 ** most) / 10 ** most).split('.');
  return Math.min(most, fraction.length);
}
