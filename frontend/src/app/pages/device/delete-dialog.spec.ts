import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import type { Device } from '@sensorium/contracts';
import { provideTransloco } from '@jsverse/transloco';
import { describe, expect, it, vi } from 'vitest';
import { Api } from '../../data/api';
import { aDevice } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { DeleteDialog } from './delete-dialog';
import { DeviceActions } from './device-actions';

const RETAINED = { retainedTopics: ['devices/cold-01/meta'] };

describe('the question before a device is deleted', () => {
  const remove = vi.fn<(device: Device, clear: boolean) => Promise<boolean>>();

  async function ask(device: Device): Promise<HTMLElement> {
    remove.mockReset().mockResolvedValue(true);
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({ config, loader: CatalogueLoader }),
        { provide: DIALOG_DATA, useValue: device },
        { provide: DialogRef, useValue: { close: () => undefined } },
        { provide: Api, useValue: { getJson: () => Promise.resolve(RETAINED) } },
        { provide: DeviceActions, useValue: { delete: remove } },
      ],
    });
    const texts = TestBed.inject(Texts);
    await texts.use('en');
    await texts.complete();
    const fixture = TestBed.createComponent(DeleteDialog);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  function confirm(host: HTMLElement): void {
    host.querySelector<HTMLElement>('[data-testid="dialog-confirm"]')?.click();
  }

  it('warns that one which still sends will be back, and keeps its retained topics unless asked', async () => {
    const host = await ask(aDevice('cold-01', { edited: ['name', 'labels'] }));
    expect(host.querySelector('[data-testid="delete-live"]')?.textContent).toContain('every 5 s');
    expect(host.textContent).toContain('What was set here goes too: Name and Labels.');
    confirm(host);
    expect(remove.mock.calls.map(([, clear]) => clear)).toEqual([false]);
  });

  it('clears the retained topics of one that is silent', async () => {
    const host = await ask(aDevice('cold-01', { presence: 'offline' }));
    expect(host.querySelector('[data-testid="delete-live"]')).toBeNull();
    confirm(host);
    expect(remove.mock.calls.map(([, clear]) => clear)).toEqual([true]);
  });
});
