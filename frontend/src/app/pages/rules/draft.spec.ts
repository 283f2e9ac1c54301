import { ruleBodySchema, type RuleBody } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { NEW_OVERRIDE, NEW_PART, NEW_RULE, draftOf, type RuleDraft } from './draft';
import { readDraft } from './draft-body';

const full: RuleBody = {
  name: 'Cold store too warm',
  severity: 'critical',
  enabled: true,
  devices: ['cold-*'],
  labels: { goods: 'ice' },
  metric: 'temperature',
  condition: { type: 'above', value: -15, clear: -15.5 },
  forMs: 300_000,
  clearForMs: 120_000,
  overrides: [{ devices: ['cold-04'], labels: {}, value: 'meta.critical.high', forMs: 600_000 }],
  channels: ['page', 'push'],
  grouping: { waitMs: 0, remindMs: 3_600_000 },
  escalation: [
    {
      afterMs: 900_000,
      channels: ['mail'],
      onCall: { days: [1, 2], from: '22:00', to: '06:00', zone: 'Europe/Lisbon' },
    },
  ],
  runbook: 'https://wiki/cold',
};

const conditions: RuleBody['condition'][] = [
  { type: 'below', value: 'meta.warning.low' },
  { type: 'outside', low: 2, high: 8, deadband: 0.5 },
  { type: 'inside', low: 'meta.min', high: 4 },
  { type: 'equals', value: true },
  { type: 'not-equals', value: 'auto' },
  { type: 'equals', value: 3 },
  { type: 'rate', perMs: 600_000, above: 2, deadband: 0.5 },
  { type: 'rate', perMs: 60_000, below: -4 },
  { type: 'silent', afterMs: 90_000 },
  { type: 'flatline', forMs: 7_200_000 },
];

const typed = (over: Partial<RuleDraft>): RuleDraft => ({
  ...NEW_RULE,
  name: 'x',
  parts: [{ ...NEW_PART, metric: 'temperature', value: '5' }],
  ...over,
});

describe('the draft of a rule', () => {
  it('comes back as the rule that it was made of', () => {
    const { body, faults } = readDraft(draftOf(full));
    expect([...faults]).toEqual([]);
    expect(body).toEqual(full);
  });

  it.each(conditions)('keeps %j', (condition) => {
    const { body, faults } = readDraft(draftOf({ ...full, condition, overrides: [] }));
    expect([...faults]).toEqual([]);
    expect(body.condition).toEqual(condition);
    expect(ruleBodySchema.safeParse(body).success).toBe(true);
  });

  it('keeps several conditions with their metrics', () => {
    const condition: RuleBody['condition'] = {
      type: 'all',
      of: [
        { type: 'above', value: -15, metric: 'temperature' },
        { type: 'equals', value: false, metric: 'door' },
      ],
    };
    const { body, faults } = readDraft(draftOf({ ...full, metric: null, condition, overrides: [] }));
    expect([...faults]).toEqual([]);
    expect(body).toMatchObject({ metric: null, condition });
  });

  it('covers every device where no device is named', () => {
    expect(readDraft(typed({})).body.devices).toEqual(['**']);
    expect(readDraft(typed({ labels: ['hall: A'] })).body).toMatchObject({
      devices: [],
      labels: { hall: 'A' },
    });
    expect(draftOf({ ...full, devices: ['**'] }).devices).toEqual([]);
  });

  it('lets a silence be that of the whole device', () => {
    const { body, faults } = readDraft(typed({ parts: [{ ...NEW_PART, operator: 'silent' }] }));
    expect([...faults]).toEqual([]);
    expect(body.metric).toBeNull();
  });

  it('reads what is compared by the kind of the metric', () => {
    const draft = typed({ parts: [{ ...NEW_PART, metric: 'mode', operator: 'equals', value: '5' }] });
    expect(readDraft(draft).body.condition).toEqual({ type: 'equals', value: 5 });
    expect(readDraft(draft, () => 'text').body.condition).toEqual({ type: 'equals', value: '5' });
  });
});

describe('faults of a draft', () => {
  it.each<[string, Partial<RuleDraft>, string, string]>([
    ['no name', { name: ' ' }, 'name', 'missing'],
    ['no metric', { parts: [{ ...NEW_PART, value: '5' }] }, 'metric', 'missing'],
    ['no value', { parts: [{ ...NEW_PART, metric: 't' }] }, 'condition.value', 'missing'],
    ['a word', { parts: [{ ...NEW_PART, metric: 't', value: 'warm' }] }, 'condition.value', 'number'],
    [
      'clearing beyond the limit',
      { parts: [{ ...NEW_PART, metric: 't', value: '5', clear: '6' }] },
      'condition.clear',
      'clear',
    ],
    [
      'ends in the wrong order',
      { parts: [{ ...NEW_PART, metric: 't', operator: 'outside', low: '9', high: '1' }] },
      'condition.high',
      'order',
    ],
    ['no length of time', { for: 'soon' }, 'forMs', 'duration'],
    ['a label without a colon', { labels: ['hall'] }, 'labels', 'label'],
    [
      'an override for nobody',
      { overrides: [{ ...NEW_OVERRIDE, value: '3' }] },
      'overrides.0.devices',
      'scope',
    ],
    [
      'a step for nobody',
      { escalation: [{ after: '5 min', channels: [], onCall: null }] },
      'escalation.0.channels',
      'missing',
    ],
    [
      'a part without a metric',
      {
        join: 'any',
        parts: [
          { ...NEW_PART, metric: 't', value: '5' },
          { ...NEW_PART, value: '5' },
        ],
      },
      'condition.of.1.metric',
      'missing',
    ],
  ])('%s', (_, over, path, word) => {
    expect(readDraft(typed(over)).faults.get(path)).toBe(word);
  });

  it('are none in what clears at the limit itself', () => {
    const { body, faults } = readDraft(
      typed({ parts: [{ ...NEW_PART, metric: 't', value: '5', clear: '5' }] }),
    );
    expect(faults.size).toBe(0);
    expect(body.condition).toEqual({ type: 'above', value: 5 });
  });
});
