import { signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { FleetStore } from '../data/fleet-store';
import { Live } from '../data/live';
import { NOON } from '../data/testing';
import { Times } from '../ui/format/times';
import { CatalogueLoader } from '../ui/texts/catalogue-loader';
import { Texts } from '../ui/texts/texts';
import { Banners } from './banners';

const PAUSED = { state: 'paused', since: NOON, fault: 'disk-full', reason: '5 MB are free' } as const;
const ON = { state: 'on', since: NOON, fault: null, reason: null } as const;

describe('the banner of a paused history', () => {
  let fixture: ComponentFixture<Banners>;

  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    const live = { newVersion: signal(false), lost: signal(false), downFor: signal(0), notice: signal(null) };
    TestBed.configureTestingModule({
      providers: [provideTransloco({ config, loader: CatalogueLoader }), { provide: Live, useValue: live }],
    });
    await TestBed.inject(Texts).use('en');
    fixture = TestBed.createComponent(Banners);
  });

  async function said(): Promise<string | null> {
    await fixture.whenStable();
    const host = fixture.nativeElement as HTMLElement;
    const banner = host.querySelector('[data-testid="banner-history"]');
    return banner?.textContent.replaceAll(/\s+/g, ' ').trim() ?? null;
  }

  it('is not there while history is on or not known', async () => {
    expect(await said()).toBeNull();
    TestBed.inject(FleetStore).takeHistory(ON);
    expect(await said()).toBeNull();
  });

  it('says since when and why, and goes by itself', async () => {
    TestBed.inject(FleetStore).takeHistory(PAUSED);
    const time = TestBed.inject(Times).clock(NOON);
    expect(await said()).toBe(
      `Live only, history paused since ${time}: the disk is full. Readings are shown, but not kept. Reason: 5 MB are free`,
    );
    TestBed.inject(FleetStore).takeHistory(ON);
    expect(await said()).toBeNull();
  });

  it('speaks Korean', async () => {
    await TestBed.inject(Texts).use('ko');
    TestBed.inject(FleetStore).takeHistory(PAUSED);
    expect(await said()).toContain('디스크가 가득 참');
    localStorage.clear();
  });
});
