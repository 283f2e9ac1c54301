import type { AlertReason, Condition } from '@sensorium/contracts';
import { isCombined } from './parts.js';
import type { Evaluator, Transition } from './types.js';
import { changeInWords, lengthInWords, valueInWords, type Written } from './words.js';

/** What a sentence about an alert needs to know. `metric` null: the whole device, or several metrics. */
export interface SentenceSubject extends Pick<Evaluator, 'condition' | 'forMs' | 'clearForMs'>, Written {
  metric: string | null;
}

type Said = Pick<Transition, 'reason' | 'value' | 'limit'>;

/** Sentences that need no values. */
const PLAIN: Partial<Record<AlertReason, string>> = {
  'no-data': 'no data any more: it stays open until a good value comes or somebody resolves it',
  'heard-again': 'heard again',
  'moved-again': 'the value moves again',
  'resolved-by-hand': 'resolved by hand',
  'rule-changed': 'the rule was changed',
  'rule-deleted': 'the rule was deleted',
  'rule-disabled': 'the rule was switched off',
  'device-deleted': 'the device was deleted',
  'out-of-scope': 'the rule covers the device no more',
  'link-lost': 'the connection to the broker is lost',
  'link-back': 'the connection to the broker is back',
  'gateway-lost': 'the gateway is offline, and with it every device behind it',
  'gateway-back': 'the gateway is back',
};

/** Why an alert is as it is, as an English sentence; for other languages `reason` and the values say the same. */
export function sentence(subject: SentenceSubject, transition: Said): string {
  const { reason } = transition;
  switch (reason) {
    case 'held':
      return `${holding(subject, transition)} for ${lengthInWords(subject.forMs)}`;
    case 'beyond-again':
      return `${holding(subject, transition)} again`;
    case 'came-back':
      return `over before ${lengthInWords(subject.forMs)} had passed${atValue(subject, transition)}`;
    case 'back-inside':
      return `back inside the limit${atValue(subject, transition)}`;
    case 'cleared':
      return `over for long enough${atValue(subject, transition)}`;
    default:
      return PLAIN[reason] ?? holding(subject, transition);
  }
}

function atValue(subject: SentenceSubject, { value }: Said): string {
  const { condition, metric, unit } = subject;
  if (value === null || metric === null) return '';
  const words =
    condition.type === 'rate' ? `changed by ${changeInWords(value, unit)}` : valueInWords(value, subject);
  return `: ${metric} ${words}`;
}

/** That the condition holds, with the value that shows it. */
function holding(subject: SentenceSubject, { value, limit }: Said): string {
  const { condition, unit } = subject;
  const metric = subject.metric ?? 'device';
  const shown = value === null ? '' : ` ${valueInWords(value, subject)}`;
  const bound = limit === null ? 'its limit' : valueInWords(limit, subject);
  if (isCombined(condition)) return combinedHolding(condition);
  switch (condition.type) {
    case 'above':
    case 'below':
      return `${metric}${shown} is ${condition.type} ${bound}`;
    case 'outside':
    case 'inside':
      return `${metric}${shown} is ${condition.type} ${condition.low} to ${valueInWords(condition.high, subject)}`;
    case 'equals':
      return `${metric} is ${valueInWords(condition.value, subject)}`;
    case 'not-equals':
      return `${metric} is${shown}, not ${valueInWords(condition.value, subject)}`;
    case 'rate': {
      const change = value === null ? '' : ` by ${changeInWords(value, unit)}`;
      const side = condition.above === undefined ? 'below' : 'above';
      return `${metric} changed${change} within ${lengthInWords(condition.perMs)}, ${side} ${bound}`;
    }
    case 'silent':
      return `no reading of the ${metric} for ${lengthInWords(condition.afterMs)}`;
    case 'flatline':
      return `${metric} has been${shown} without a change for ${lengthInWords(condition.forMs)}`;
  }
}

function combinedHolding({ type, of }: Extract<Condition, { type: 'all' | 'any' }>): string {
  return type === 'all' ? `all ${of.length} conditions hold` : `one of ${of.length} conditions holds`;
}
