import { signal } from '@angular/core';
import { describe, expect, it } from 'vitest';
import { ApiFault } from './api';
import { DraftForm } from './draft-form';

describe('a form that is sent whole', () => {
  const faults = signal<ReadonlyMap<string, 'missing' | 'url'>>(new Map());
  const form = () =>
    new DraftForm(
      faults,
      (fault) => `is ${fault}`,
      (field) => field === 'name',
    );

  it('says what is missing only once somebody has tried to save, and what is wrong at once', async () => {
    faults.set(
      new Map([
        ['name', 'missing'],
        ['url', 'url'],
      ]),
    );
    const one = form();
    let sent = 0;
    expect([one.faultAt('name'), one.faultAt('url')]).toEqual([null, 'is url']);
    expect(await one.save(() => Promise.resolve(++sent))).toBe(false);
    expect([one.faultAt('name'), sent]).toEqual(['is missing', 0]);
  });

  it('shows what the server says at its field, and the rest below, until the draft changes', async () => {
    faults.set(new Map());
    const one = form();
    const fault = new ApiFault('bad-request', 'no', [
      { path: 'name', message: 'is taken' },
      { path: 'other', message: 'cannot be' },
    ]);
    expect(await one.save(() => Promise.reject(fault))).toBe(false);
    expect([one.faultAt('name'), one.refused(), one.saving()]).toEqual(['is taken', 'cannot be', false]);
    one.changed();
    expect([one.faultAt('name'), one.refused()]).toEqual([null, '']);
    expect(await one.save(() => Promise.resolve())).toBe(true);
  });
});
