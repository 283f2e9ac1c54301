import type { TextKey } from '../../ui/texts/keys';
import { stateWord } from '../../ui/texts/value-words';
import { NEW_PART, type PartDraft, type RuleDraft } from './draft';
import type { MetricFacts } from './rule-fleet';

/** A rule to begin with. `title`: what it is called in the list and, filled with the metric, as a name. */
export interface Preset {
  id: string;
  title: TextKey;
  change: Partial<RuleDraft>;
}

/** What people usually want to be told of a metric with this class, name or unit. */
interface Kind {
  id: string;
  test: (metric: MetricFacts) => boolean;
  title: TextKey;
  part: Partial<PartDraft>;
  rest?: Partial<RuleDraft>;
}

const named =
  (pattern: RegExp) =>
  (metric: MetricFacts): boolean =>
    metric.kind === 'number' && pattern.test(`${metric.class ?? ''} ${metric.name}`);

const KINDS: readonly Kind[] = [
  {
    id: 'too-warm',
    test: (metric) => metric.kind === 'number' && (metric.unit === '°C' || named(/temperature/i)(metric)),
    title: 'rules.preset.tooWarm',
    part: { operator: 'above' },
    rest: { severity: 'critical', for: '5 min', clearFor: '2 min' },
  },
  {
    id: 'too-humid',
    test: named(/humidity|moisture/i),
    title: 'rules.preset.tooHumid',
    part: { operator: 'above', value: '70', clear: '65' },
    rest: { for: '15 min', clearFor: '5 min' },
  },
  {
    id: 'battery',
    test: named(/battery/i),
    title: 'rules.preset.battery',
    part: { operator: 'below', value: '20', clear: '25' },
    rest: { for: '0 s', clearFor: '0 s' },
  },
  {
    id: 'open',
    test: (metric) => metric.kind === 'boolean' && ['open', 'closed'].includes(stateWord(metric, true)),
    title: 'rules.preset.open',
    part: { operator: 'equals', value: 'true' },
    rest: { for: '5 min', clearFor: '0 s' },
  },
  {
    id: 'level',
    test: named(/level|fill/i),
    title: 'rules.preset.level',
    part: { operator: 'below', value: '20', clear: '22' },
    rest: { for: '2 min', clearFor: '2 min' },
  },
  {
    id: 'co2',
    test: named(/co2|carbon_dioxide/i),
    title: 'rules.preset.co2',
    part: { operator: 'above', value: '1200', clear: '1000' },
    rest: { for: '10 min', clearFor: '5 min' },
  },
  {
    id: 'vibration',
    test: named(/vibration/i),
    title: 'rules.preset.vibration',
    part: { operator: 'above', value: '4.5', clear: '4' },
    rest: { for: '1 min', clearFor: '1 min' },
  },
];

/** Rules to begin with: what fits the metrics that there are, each once, then what fits every device. */
export function presetsFor(metrics: Iterable<MetricFacts>): Preset[] {
  const all = [...metrics].sort((a, b) => b.devices - a.devices);
  const fitting = KINDS.flatMap((kind): Preset[] => {
    const metric = all.find((one) => kind.test(one));
    if (!metric) return [];
    // A contact is closed where a door is open.
    const value = kind.id === 'open' ? String(stateWord(metric, true) === 'open') : kind.part.value;
    const part = {
      ...NEW_PART,
      ...kind.part,
      ...(value === undefined ? {} : { value }),
      metric: metric.name,
    };
    return [{ id: kind.id, title: kind.title, change: { join: null, parts: [part], ...kind.rest } }];
  });
  return [...fitting, silent(), frozen(all)].filter((preset) => preset !== null);
}

function silent(): Preset {
  const part: PartDraft = { ...NEW_PART, operator: 'silent', after: '10 min' };
  const change: Partial<RuleDraft> = { join: null, parts: [part], for: '0 s', clearFor: '0 s' };
  return { id: 'silent', title: 'rules.preset.silent', change };
}

function frozen(metrics: readonly MetricFacts[]): Preset | null {
  const metric = metrics.find(({ kind }) => kind === 'number');
  if (!metric) return null;
  const part: PartDraft = { ...NEW_PART, metric: metric.name, operator: 'flatline', after: '2 h' };
  return {
    id: 'frozen',
    title: 'rules.preset.frozen',
    change: { join: null, parts: [part], for: '0 s', clearFor: '0 s' },
  };
}
