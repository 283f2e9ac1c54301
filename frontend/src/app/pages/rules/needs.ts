import type { TextKey } from '../../ui/texts/keys';
import type { FaultWord } from './draft-body';

/** What keeps a rule from being saved, by the names of its fields. */
export interface Needs {
  missing: readonly TextKey[];
  /** What stands there but cannot be read. */
  wrong: readonly TextKey[];
}

/** Names of fields by the end of their path in the body of a rule. */
const NAMES: readonly (readonly [RegExp, TextKey])[] = [
  [/^name$/u, 'rules.name'],
  [/^overrides\./u, 'rules.own'],
  [/^(escalation|grouping)\b/u, 'rules.notices'],
  [/\b(afterMs|condition(\.of\.\d+)?\.forMs)$/u, 'rules.slot.after'],
  [/\bmetric$/u, 'rules.slot.metric'],
  [/\b(value|above|below)$/u, 'rules.slot.value'],
  [/\bclear$/u, 'rules.slot.clear'],
  [/\blow$/u, 'rules.slot.low'],
  [/\bhigh$/u, 'rules.slot.high'],
  [/\bdeadband$/u, 'rules.slot.deadband'],
  [/\bperMs$/u, 'rules.slot.per'],
  [/^forMs$/u, 'rules.slot.for'],
  [/^clearForMs$/u, 'rules.slot.clearFor'],
  [/^labels$/u, 'rules.labels'],
];

/** The fields at fault, each name once, in the order of the faults. */
export function needsOf(faults: ReadonlyMap<string, FaultWord>): Needs {
  const names = (isMeant: (word: FaultWord) => boolean): TextKey[] => [
    ...new Set([...faults].flatMap(([path, word]) => (isMeant(word) ? nameOf(path) : []))),
  ];
  return { missing: names((word) => word === 'missing'), wrong: names((word) => word !== 'missing') };
}

function nameOf(path: string): TextKey {
  return NAMES.find(([pattern]) => pattern.test(path))?.[1] ?? 'rules.condition';
}
