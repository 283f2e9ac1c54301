import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { Api } from '../../data/api';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import { ServerClock } from '../../data/server-clock';
import { Sites } from '../../data/sites';
import { NOON } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import type { Section } from './arrange';
import { SectionHead } from './section-head';

const SITES = [
  { id: 's-1', name: 'Busan', zone: 'Asia/Seoul', location: null },
  { id: 's-2', name: 'Oslo', zone: null, location: null },
];

describe('the heading of a section', () => {
  let here = 0;
  const clock = new ServerClock(() => here);

  beforeEach(async () => {
    here = 0;
    clock.restart(NOON);
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({ config, loader: CatalogueLoader }),
        { provide: SERVER_CLOCK, useValue: clock },
        { provide: Api, useValue: { getJson: () => Promise.resolve({ sites: SITES, next: null }) } },
      ],
    });
    await TestBed.inject(Texts).use('en');
    await TestBed.inject(Sites).read();
  });

  async function headOf(by: Section['by'], name: string): Promise<ComponentFixture<SectionHead>> {
    const fixture = TestBed.createComponent(SectionHead);
    fixture.componentRef.setInput('section', { key: 'k', by, name, entries: [], census: new Map() });
    await fixture.whenStable();
    return fixture;
  }

  function timeIn({ nativeElement }: ComponentFixture<SectionHead>): string | undefined {
    const host = nativeElement as HTMLElement;
    return host.querySelector('[data-testid="site-time"]')?.textContent ?? undefined;
  }

  it("tells the site's local time by the server's clock, as it goes on", async () => {
    const head = await headOf('site', 'Busan');
    expect(timeIn(head)).toBeUndefined();
    TestBed.inject(Seconds).tick();
    await head.whenStable();
    expect(timeIn(head)).toBe('21:00 local time');
    here = 60_000;
    TestBed.inject(Seconds).tick();
    await head.whenStable();
    expect(timeIn(head)).toBe('21:01 local time');
  });

  it.each([
    ['site', 'Oslo'],
    ['site', 'Lima'],
    ['kind', 'Busan'],
  ] as const)('tells none for %s %s', async (by, name) => {
    TestBed.inject(Seconds).tick();
    expect(timeIn(await headOf(by, name))).toBeUndefined();
  });
});
