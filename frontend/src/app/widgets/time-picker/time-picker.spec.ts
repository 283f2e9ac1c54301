import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RangeControl } from '../../ui/range/range-control';
import { Texts } from '../../ui/texts/texts';
import { TimePicker } from './time-picker';

const NOW = Date.parse('2026-11-23T14:00Z');
const HOUR = 3_600_000;

/** Texts that say their key. */
const TEXTS = { t: (key: string) => key, language: () => 'en' };

describe('the time picker', () => {
  let control: RangeControl;
  let settle: () => Promise<void>;
  let zones: string[];

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [{ provide: Texts, useValue: TEXTS }] });
    control = new RangeControl({ kind: 'last', ms: HOUR }, () => NOW);
    zones = [];
    const fixture = TestBed.createComponent(TimePicker);
    fixture.componentRef.setInput('control', control);
    fixture.componentRef.setInput('now', NOW);
    fixture.componentRef.setInput('zone', 'Asia/Seoul');
    fixture.componentRef.setInput('siteZone', 'Asia/Kathmandu');
    fixture.componentInstance.zoneChosen.subscribe((zone) => zones.push(zone));
    document.body.append(fixture.nativeElement as HTMLElement);
    settle = () => fixture.whenStable();
    await settle();
  });
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  function find(id: string): HTMLElement {
    const found = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
    if (!found) throw new Error(`there is no ${id}`);
    return found;
  }
  function field(id: string): HTMLInputElement {
    const found = find(id);
    if (found instanceof HTMLInputElement) return found;
    throw new Error(`${id} is no field`);
  }
  async function click(id: string): Promise<void> {
    find(id).click();
    await settle();
  }
  async function type(id: string, text: string): Promise<void> {
    field(id).value = text;
    field(id).dispatchEvent(new Event('input'));
    await settle();
  }

  it('chooses a length, and says which one is shown', async () => {
    await click('range-360');
    expect(control.range()).toEqual({ kind: 'last', ms: 6 * HOUR });
    expect(find('range-360').getAttribute('aria-pressed')).toBe('true');
  });

  it('goes one length back and on, and wider', async () => {
    expect(find('range-later').matches(':disabled')).toBe(true);
    await click('range-earlier');
    expect(control.range()).toEqual({ kind: 'fixed', from: NOW - 2 * HOUR, to: NOW - HOUR });
    await click('range-later');
    await click('range-wider');
    expect(control.range()).toEqual({ kind: 'last', ms: 2 * HOUR });
  });

  it('holds what is seen, and goes live again', async () => {
    await click('pause');
    expect(control.range()).toEqual({ kind: 'fixed', from: NOW - HOUR, to: NOW });
    await click('pause');
    expect(control.range()).toEqual({ kind: 'last', ms: HOUR });
  });

  it('cuts a day by the chosen clocks', async () => {
    await click('range-open');
    await click('range-yesterday');
    const [from, to] = ['2026-11-21T15:00Z', '2026-11-22T15:00Z'].map((iso) => Date.parse(iso));
    expect(control.range()).toEqual({ kind: 'fixed', from, to });
  });

  it('shows an exact stretch, and refuses one that ends before it begins', async () => {
    await click('range-open');
    await type('range-from', '2026-11-23T10:00:00');
    await type('range-to', '2026-11-23T09:00:00');
    await click('range-apply');
    expect([control.range().kind, document.querySelector('[role="alert"]') !== null]).toEqual(['last', true]);
    await type('range-to', '2026-11-23T11:30:00');
    await click('range-apply');
    expect(control.range()).toEqual({
      kind: 'fixed',
      from: Date.parse('2026-11-23T01:00Z'),
      to: Date.parse('2026-11-23T02:30Z'),
    });
  });

  it('offers the clocks of the site where they differ', async () => {
    await click('range-open');
    await click('zone-Asia/Kathmandu');
    expect(zones).toEqual(['Asia/Kathmandu']);
    expect(field('range-to').value).toBe('23 Nov 2026, 19:45:00');
  });
});
