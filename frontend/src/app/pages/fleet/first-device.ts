import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, DOCUMENT, computed, inject, signal } from '@angular/core';
import type { System } from '@sensorium/contracts';
import { Api } from '../../data/api';
import { BriefNote } from '../../ui/brief-note/brief-note';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { PageNote } from '../../widgets/page-note/page-note';
import { firstMessage } from './first-message';

/** The empty fleet: how the first device gets here. */
@Component({
  selector: 'sn-first-device',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, PageNote],
  template: `
    <sn-page-note [heading]="texts.t('state.emptyTitle')" [text]="texts.t('state.emptyText')">
      <sn-icon picture name="sensor" [size]="28" />
      <div class="example">
        <code tabindex="0" data-testid="first-device-command">{{ example() }}</code>
        <button type="button" class="btn sm" (click)="copy()">
          <sn-icon name="copy" [size]="14" />{{ texts.t('state.copy') }}
        </button>
      </div>
    </sn-page-note>
  `,
  styleUrl: './first-device.css',
})
export class FirstDevice {
  protected readonly texts = inject(Texts);
  readonly #clipboard = inject(Clipboard);
  readonly #brief = inject(BriefNote);
  readonly #document = inject(DOCUMENT);
  /** Where the broker is; null until the server has said it. */
  readonly #address = signal<string | null>(null);
  protected readonly example = computed(() =>
    firstMessage(this.#address(), this.#document.location.hostname),
  );

  constructor() {
    void this.#findBroker(inject(Api));
  }

  protected copy(): void {
    const copied = this.#clipboard.copy(this.example());
    void this.#brief.say(this.texts.t(copied ? 'state.copied' : 'state.copyFailed'), 4000);
  }

  /** Without an answer the usual address stays. */
  async #findBroker(api: Api): Promise<void> {
    const system = await api.getJson<System>('api/system').catch(() => null);
    if (system) this.#address.set(system.link.address);
  }
}
