import { describe, expect, it } from 'vitest';
import { NEW_OVERRIDE, NEW_PART, NEW_RULE, type RuleDraft } from './draft';
import { readDraft } from './draft-body';
import { needsOf } from './needs';

const needs = (over: Partial<RuleDraft>) => needsOf(readDraft({ ...NEW_RULE, ...over }).faults);

describe('what a rule still needs', () => {
  it('is told by the names of the fields, each once', () => {
    const missing = ['rules.name', 'rules.slot.metric', 'rules.slot.value'];
    expect(needs({})).toEqual({ missing, wrong: [] });
    const parts = [NEW_PART, NEW_PART];
    expect(needs({ name: 'x', join: 'all', parts }).missing).toEqual([
      'rules.slot.metric',
      'rules.slot.value',
    ]);
  });

  it('keeps what cannot be read apart', () => {
    const parts = [{ ...NEW_PART, metric: 't', value: 'warm' }];
    const overrides = [{ ...NEW_OVERRIDE, value: '3' }];
    expect(needs({ name: 'x', parts, for: 'soon', overrides })).toEqual({
      missing: [],
      wrong: ['rules.slot.value', 'rules.slot.for', 'rules.own'],
    });
  });

  it('tells the time of a silence from how long a condition must hold', () => {
    const silent = [{ ...NEW_PART, metric: 't', operator: 'silent' as const, after: 'long' }];
    const flat = [{ ...NEW_PART, metric: 't', operator: 'flatline' as const, after: 'long' }];
    for (const parts of [silent, flat])
      expect(needs({ name: 'x', parts }).wrong).toEqual(['rules.slot.after']);
  });

  it('is nothing where all is there', () => {
    const parts = [{ ...NEW_PART, metric: 't', value: '5' }];
    expect(needs({ name: 'x', parts })).toEqual({ missing: [], wrong: [] });
  });
});
