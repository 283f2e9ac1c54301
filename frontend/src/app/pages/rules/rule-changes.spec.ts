import { describe, expect, it } from 'vitest';
import type { DraftSource, RuleDraft } from './draft';
import { changesBetween } from './rule-changes';
import type { Slot } from './sentence';

const rule: DraftSource = {
  name: 'Too warm',
  severity: 'critical',
  enabled: true,
  devices: ['cold-*'],
  labels: {},
  metric: 'temperature',
  condition: { type: 'above', value: -16 },
  forMs: 60_000,
  clearForMs: 0,
  overrides: [],
  channels: [],
  escalation: [],
  runbook: '',
};

function say(draft: RuleDraft, slot: Slot): string {
  if (slot === 'value') return draft.parts[0]?.value ?? '';
  if (slot === 'for') return draft.for;
  return slot === 'channels' ? draft.channels.join() : '';
}

describe('what a version changed', () => {
  it('is told field by field', () => {
    const after: DraftSource = {
      ...rule,
      condition: { type: 'above', value: -15 },
      forMs: 300_000,
      channels: ['mail'],
    };
    expect(changesBetween(rule, after, say)).toEqual([
      { field: 'rules.slot.channels', from: '', to: 'mail' },
      { field: 'rules.slot.value', from: '−16', to: '−15' },
      { field: 'rules.slot.for', from: '1 min', to: '5 min' },
    ]);
  });

  it('is named alone where its words would be too long', () => {
    const after: DraftSource = {
      ...rule,
      enabled: false,
      overrides: [{ devices: ['x'], labels: {}, value: 3 }],
    };
    expect(changesBetween(rule, after, say).map(({ field }) => field)).toEqual([
      'rules.changed.enabled',
      'rules.changed.overrides',
    ]);
  });

  it('is nothing where nothing changed', () => {
    expect(changesBetween(rule, { ...rule }, say)).toEqual([]);
  });
});
