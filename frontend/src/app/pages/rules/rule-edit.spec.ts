import { ruleBodySchema, type AlertRule } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { RulesApi } from '../../data/rules-api';
import { Viewer } from '../../ui/viewer/viewer';
import { NEW_PART, NEW_RULE } from './draft';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RuleWords } from './rule-words';

const complete = {
  ...NEW_RULE,
  name: 'Too warm',
  parts: [{ ...NEW_PART, metric: 'temperature', value: '5' }],
};
const saved: AlertRule = {
  ...ruleBodySchema.parse({
    name: 'Too warm',
    severity: 'warning',
    devices: ['**'],
    metric: 'temperature',
    condition: { type: 'above', value: 5 },
  }),
  ...{ id: 'r', version: 1, createdAt: 0, updatedAt: 0, by: '', matches: 1 },
};

describe('whether a rule can be saved', () => {
  let edit: RuleEdit;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        RuleEdit,
        { provide: RulesApi, useValue: {} },
        { provide: RuleFleet, useValue: { facts: () => undefined } },
        { provide: RuleWords, useValue: {} },
        { provide: Viewer, useValue: { by: {} } },
      ],
    });
    edit = TestBed.inject(RuleEdit);
  });

  it('a new one as soon as it is complete, though nobody has typed a word of it', () => {
    edit.begin(null, complete);
    expect([edit.ready(), edit.changed()]).toEqual([true, false]);
    edit.change({ for: 'soon' });
    expect([edit.ready(), edit.needs().wrong]).toEqual([false, ['rules.slot.for']]);
  });

  it('a new one not by its name alone', () => {
    edit.begin(null);
    edit.change({ name: 'Too warm' });
    expect(edit.ready()).toBe(false);
    expect(edit.needs().missing).toEqual(['rules.slot.metric', 'rules.slot.value']);
  });

  it('one that is there once it is another one', () => {
    edit.begin(saved);
    expect(edit.ready()).toBe(false);
    edit.changePart(0, { value: '6' });
    expect(edit.ready()).toBe(true);
    edit.changePart(0, { value: '' });
    expect(edit.ready()).toBe(false);
  });
});
