import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Device } from '@sensorium/contracts';
import { SERVER_CLOCK } from '../../data/clocks';
import { FleetStore } from '../../data/fleet-store';
import { Live } from '../../data/live';
import { ServerClock } from '../../data/server-clock';
import { NOON, aDevice } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { GatewayCard } from './gateway-card';

async function cardOf(device: Device, fleet: Device[]): Promise<HTMLElement> {
  TestBed.inject(FleetStore).takeDevices({ time: NOON, full: true, devices: fleet, removed: [] });
  const card = TestBed.createComponent(GatewayCard);
  card.componentRef.setInput('device', device);
  await card.whenStable();
  return card.nativeElement as HTMLElement;
}
function textsOf(card: HTMLElement, id: string): string[] {
  return [...card.querySelectorAll(`[data-testid=${id}]`)].map((one) =>
    one.innerHTML
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the card of the gateway', () => {
  const hub = aDevice('hub');
  const children = Array.from({ length: 8 }, (_, i) =>
    aDevice(`lamp ${i + 1}`, { parent: hub.uid, presence: i === 6 ? 'stale' : 'live' }),
  );

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTransloco({
          config: { availableLangs: ['en', 'ko'], defaultLang: 'en' },
          loader: CatalogueLoader,
        }),
        { provide: SERVER_CLOCK, useValue: new ServerClock(() => 0) },
        { provide: Live, useValue: { lost: () => false } },
      ],
    });
    await TestBed.inject(Texts).complete();
    await TestBed.inject(Texts).start();
  });

  it('lists what is heard through a gateway, the worst first, and all of it when asked', async () => {
    const card = await cardOf(hub, [hub, ...children]);
    expect(textsOf(card, 'children-count')).toEqual(['8 devices behind it Live 7 Stale 1']);
    expect(textsOf(card, 'child')).toHaveLength(6);
    expect(textsOf(card, 'child')[0]).toBe('lamp 7 Stale');
    card.querySelector<HTMLElement>('[data-testid=children-all]')?.click();
    TestBed.tick();
    expect(textsOf(card, 'child')).toHaveLength(8);
  });

  it('links a device to its gateway', async () => {
    const [lamp = hub] = children;
    const card = await cardOf(lamp, [hub, lamp]);
    expect(textsOf(card, 'parent')).toEqual(['Heard through hub Live']);
    expect(card.querySelector('a')?.getAttribute('href')).toBe('/devices/u-hub');
  });

  it('is not there without a gateway and without devices behind it', async () => {
    const card = await cardOf(hub, [hub]);
    expect(card.hidden).toBe(true);
  });
});
