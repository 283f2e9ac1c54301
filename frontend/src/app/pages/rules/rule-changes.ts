import type { TextKey } from '../../ui/texts/keys';
import { draftOf, type DraftSource, type RuleDraft } from './draft';
import { SLOTS, type Slot } from './sentence';

/** What a version changed: a field, and what stood in it before and after. */
export interface Change {
  field: TextKey;
  from: string;
  to: string;
}

/** Says what stands in a place of a rule's sentence. */
type Say = (draft: RuleDraft, slot: Slot) => string;

/** Places whose change is told as that of the whole conditions, where there are several. */
const OF_CONDITION: ReadonlySet<Slot> = new Set([
  'metric',
  'value',
  'clear',
  'low',
  'high',
  'deadband',
  'per',
  'after',
]);

/** What changed from one version of a rule to the next, in the order of its sentence. */
export function changesBetween(before: DraftSource, after: DraftSource, say: Say): Change[] {
  const [from, to] = [draftOf(before), draftOf(after)];
  const joined = from.join !== null || to.join !== null;
  const slots = SLOTS.filter((slot) => !joined || !OF_CONDITION.has(slot));
  const changes = slots.map((slot): Change => ({
    field: `rules.slot.${slot}`,
    from: say(from, slot),
    to: say(to, slot),
  }));
  const plain: Change[] = [
    { field: 'rules.name', from: from.name, to: to.name },
    { field: 'rules.runbook', from: from.runbook, to: to.runbook },
  ];
  const found = [...changes, ...plain].filter((change) => change.from !== change.to);
  for (const field of [
    'enabled',
    'overrides',
    'grouping',
    'escalation',
    ...(joined ? (['parts'] as const) : []),
  ] as const)
    if (JSON.stringify(from[field]) !== JSON.stringify(to[field]))
      found.push({ field: `rules.changed.${field}`, from: '', to: '' });
  return found;
}
