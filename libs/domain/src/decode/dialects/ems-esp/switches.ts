import { readSwitch } from '../../availability.js';
import type { DialectOutcome } from '../../dialect.js';
import type { RawValue } from '../../outcome.js';

/** States that are also told as 0 and 1. */
const BINARY =
  /(?:^|[._])(?:heating_?active|tapwater_?active|burngas2?|heatpump|fanwork|ignwork|(?:ww)?circ(?:pump)?)$/i;

/** Where `off` is one of several words: modes, kinds, controls and the like. */
const WORDED = /(?:mode|modetype|type|control|program|comfort|maintenance|activity|state)\d*$/i;

/** The documented settings for booleans: on, ON, true and 1; the last only where the name tells. */
const WORD = /^(?:on|off|true|false)$/i;

/** The same readings with words for a switch as true and false. */
export function switched<State>(outcome: DialectOutcome<State>): DialectOutcome<State> {
  if (outcome.kind !== 'facts') return outcome;
  const facts = outcome.facts.map((fact) =>
    fact.type === 'readings'
      ? { ...fact, values: fact.values.map((value, place) => settle(value, fact.metrics[place] ?? '')) }
      : fact,
  );
  return { ...outcome, facts };
}

function settle(value: RawValue, metric: string): RawValue {
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (BINARY.test(metric)) return readSwitch(text ?? String(value)) ?? value;
  return text !== undefined && WORD.test(text) && !WORDED.test(metric) ? (readSwitch(text) ?? value) : value;
}
