import type { HistoryState, ImportReport, Retention } from '@sensorium/contracts';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiFault } from '../../data/api';
import { FleetStore } from '../../data/fleet-store';
import { NOON, aDevice, columnsOf } from '../../data/testing';
import { WireSeries } from '../../data/wire-series';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { Imports } from './imports';
import { RetentionCard } from './retention-card';

const DAY = 86_400_000;
const HISTORY: HistoryState = {
  state: 'on',
  since: NOON,
  fault: null,
  reason: null,
  series: 2,
  hot: 0,
  sealed: 1e6,
  bytes: 3e6,
  freeBytes: 1e12,
  oldest: NOON - 90 * DAY,
  commitP50Ms: 4,
  commitP99Ms: 9,
  heldMessages: 0,
  setAside: [],
};

const REPORT: ImportReport = {
  id: 'i',
  state: 'done',
  startedAt: NOON - 9000,
  endedAt: NOON - 5000,
  bytes: 10,
  totalBytes: 10,
  lines: 1,
  accepted: 1,
  rejected: 0,
  faults: [],
  reason: null,
};

describe('the form of the retention', () => {
  let imported: ImportReport | null;
  const putJson = vi.fn<(path: string, body: Retention) => Promise<Retention>>();

  beforeEach(async () => {
    putJson.mockReset().mockImplementation((_, body) => Promise.resolve(body));
    imported = null;
    const getJson = (path: string) =>
      Promise.resolve(
        path.endsWith('import') ? { import: imported } : { days: null, maxBytes: null, rules: [] },
      );
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({ config, loader: CatalogueLoader }),
        { provide: Api, useValue: { getJson, putJson } },
      ],
    });
    await TestBed.inject(Texts).complete();
    await TestBed.inject(Texts).use('en');
  });

  /** The fleet with two devices of one metric each, as the live line brings it. */
  function bringFleet(): void {
    const store = TestBed.inject(FleetStore);
    store.takeDevices({ time: NOON, full: true, devices: [aDevice('a'), aDevice('b')], removed: [] });
    const series = new WireSeries();
    store.takeFrame({
      id: 'fleet',
      cursor: 'c',
      time: NOON,
      part: 'snapshot',
      columns: columnsOf([]),
      series,
    });
  }

  async function card(): Promise<ComponentFixture<RetentionCard>> {
    const fixture = TestBed.createComponent(RetentionCard);
    fixture.componentRef.setInput('history', HISTORY);
    fixture.componentRef.setInput('now', NOON);
    document.body.append(fixture.nativeElement as HTMLElement);
    await fixture.whenStable();
    return fixture;
  }

  function find({ nativeElement }: ComponentFixture<unknown>, id: string): HTMLElement | null {
    return (nativeElement as HTMLElement).querySelector(`[data-testid="${id}"]`);
  }

  async function type(fixture: ComponentFixture<unknown>, field: string, value: string): Promise<void> {
    const input = find(fixture, field) as HTMLInputElement;
    input.value = value;
    input.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  async function click(fixture: ComponentFixture<unknown>, id: string): Promise<void> {
    find(fixture, id)?.click();
    await fixture.whenStable();
  }

  it('saves at once what deletes nothing', async () => {
    bringFleet();
    const fixture = await card();
    expect(find(fixture, 'retention-save')).toBeNull();
    await type(fixture, 'retention-days', '365');
    await click(fixture, 'retention-save');
    expect(putJson.mock.calls.map(([, body]) => body.days)).toEqual([365]);
    expect(find(fixture, 'retention-save')).toBeNull();
  });

  it('says first what goes, and saves only when that is wanted', async () => {
    bringFleet();
    const fixture = await card();
    await type(fixture, 'retention-days', '30');
    await click(fixture, 'retention-save');
    expect(putJson).not.toHaveBeenCalled();
    expect(find(fixture, 'retention-ask')?.textContent).toMatch(
      /2 series:\s+everything before 24 Oct \(30 days\)/,
    );
    expect(document.activeElement).toBe(find(fixture, 'retention-back'));
    await click(fixture, 'retention-back');
    expect([putJson.mock.calls.length, find(fixture, 'retention-ask')]).toEqual([0, null]);
    await click(fixture, 'retention-save');
    await click(fixture, 'retention-delete');
    expect(putJson.mock.calls.map(([, body]) => body.days)).toEqual([30]);
    expect(find(fixture, 'retention-ask')).toBeNull();
  });

  it('asks anew when the draft changes under the question', async () => {
    bringFleet();
    const fixture = await card();
    await type(fixture, 'retention-days', '30');
    await click(fixture, 'retention-save');
    await type(fixture, 'retention-days', '3');
    expect(find(fixture, 'retention-ask')).toBeNull();
  });

  it('asks always while it does not know the fleet', async () => {
    const fixture = await card();
    await type(fixture, 'retention-days', '365');
    await click(fixture, 'retention-save');
    expect(putJson).not.toHaveBeenCalled();
    expect(find(fixture, 'retention-ask')?.textContent).toContain('cannot count');
  });

  it('asks always while the figures may not know of a file that was just imported', async () => {
    bringFleet();
    const fixture = await card();
    imported = { ...REPORT, endedAt: NOON - 5000 };
    TestBed.inject(Imports).follow();
    await fixture.whenStable();
    await type(fixture, 'retention-days', '365');
    await click(fixture, 'retention-save');
    expect(find(fixture, 'retention-ask')).not.toBeNull();
    fixture.componentRef.setInput('now', NOON + 60_000);
    await click(fixture, 'retention-back');
    await click(fixture, 'retention-save');
    expect(putJson).toHaveBeenCalledOnce();
  });

  it('sends nothing that is at fault', async () => {
    bringFleet();
    const fixture = await card();
    await click(fixture, 'rule-add');
    await click(fixture, 'retention-save');
    expect(putJson).not.toHaveBeenCalled();
    expect(find(fixture, 'retention-rule')?.textContent).toContain('device/metric');
    await click(fixture, 'rule-remove');
    expect(find(fixture, 'retention-save')).toBeNull();
  });

  it('keeps the draft when the server refuses it', async () => {
    bringFleet();
    putJson.mockRejectedValue(new ApiFault('unavailable', 'history is paused'));
    const fixture = await card();
    await type(fixture, 'retention-size', '5');
    await click(fixture, 'retention-save');
    expect((find(fixture, 'retention-size') as HTMLInputElement).value).toBe('5');
    expect((fixture.nativeElement as HTMLElement).textContent).toContain('history is paused');
  });
});
