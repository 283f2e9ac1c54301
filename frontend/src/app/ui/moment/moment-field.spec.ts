import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Texts } from '../texts/texts';
import { MomentField } from './moment-field';

/** Texts that say their key and what is filled in. */
const TEXTS = {
  t: (key: string, params: Record<string, string> = {}) => [key, ...Object.values(params)].join(' '),
  language: () => 'en',
};

@Component({
  imports: [MomentField],
  template: `<sn-moment-field fieldId="at" today="2026-11-23T14:00:00" [(value)]="at" />`,
})
class Page {
  readonly at = signal('2026-11-23T18:03');
}

describe('a field for a moment', () => {
  let page: Page;
  let host: HTMLElement;
  let settle: () => Promise<void>;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [{ provide: Texts, useValue: TEXTS }] });
    const fixture = TestBed.createComponent(Page);
    page = fixture.componentInstance;
    host = fixture.nativeElement as HTMLElement;
    settle = () => fixture.whenStable();
    await settle();
  });

  function field(selector = '[data-testid="at"]'): HTMLInputElement {
    const found = host.querySelector<HTMLInputElement>(selector);
    if (!found) throw new Error('there is no field');
    return found;
  }

  async function write(text: string, selector?: string): Promise<void> {
    field(selector).value = text;
    field(selector).dispatchEvent(new Event('input'));
    await settle();
  }

  async function leave(): Promise<void> {
    field().dispatchEvent(new Event('change'));
    await settle();
  }

  it('takes what is written as soon as it can be read, and writes it out when it is left', async () => {
    expect(field().value).toBe('23 Nov 2026, 18:03');
    await write('24 nov 7:30');
    expect([page.at(), field().value]).toEqual(['2026-11-24T07:30', '24 nov 7:30']);
    await leave();
    expect(field().value).toBe('24 Nov 2026, 07:30');
  });

  it('keeps what cannot be read, has no moment then, and says how to write one', async () => {
    await write('next week');
    await leave();
    expect([page.at(), field().value, field().getAttribute('aria-invalid')]).toEqual([
      '',
      'next week',
      'true',
    ]);
    expect(host.querySelector('[role="alert"]')?.textContent).toBe('moment.fault 23 Nov 2026, 14:00');
  });

  it('shows another moment that the page sets, whatever was written', async () => {
    await write('next week');
    page.at.set('2026-12-01T00:00');
    await settle();
    expect([field().value, host.querySelector('[role="alert"]')]).toEqual(['1 Dec 2026, 00:00', null]);
  });

  it('takes what is chosen from the calendar', async () => {
    await write('2026-12-24T20:15', '.calendar');
    expect([page.at(), field().value]).toEqual(['2026-12-24T20:15', '24 Dec 2026, 20:15']);
  });
});
