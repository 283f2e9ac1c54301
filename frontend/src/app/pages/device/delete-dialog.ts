import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { Device, LastMessage } from '@sensorium/contracts';
import { Api } from '../../data/api';
import { beatOf } from '../../data/device-values';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';
import { DeviceActions, pathOf } from './device-actions';
import { DialogFrame } from './dialog-frame';

/**
 * Asks whether a device shall be forgotten, and its retained topics with it. Of a device that still sends they stay
 * unless asked for: its next message brings it back, and they say what it is called.
 */
@Component({
  selector: 'sn-delete-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrame],
  template: `
    <sn-dialog-frame
      [heading]="texts.t('device.delete.title', { name: device.name })"
      [text]="text()"
      [confirm]="texts.t('device.delete.confirm')"
      [danger]="true"
      (confirmed)="send()"
    >
      @if (isLive) {
        <p class="warn" role="note" data-testid="delete-live">{{ warning() }}</p>
      }
      @if (edited() !== '') {
        <p class="hint">{{ texts.t('device.delete.edited', { fields: edited() }) }}</p>
      }
      @if (topics() > 0) {
        <label class="check">
          <input
            #box
            type="checkbox"
            data-testid="dialog-clear"
            [checked]="clear()"
            (change)="clear.set(box.checked)"
          />
          <span>{{ texts.count('device.delete.retained', topics()) }}</span>
        </label>
        @if (isLive && clear()) {
          <p class="hint">{{ texts.t('device.delete.described') }}</p>
        }
      }
    </sn-dialog-frame>
  `,
  styleUrl: './form.css',
  styles: `
    .warn {
      padding: var(--x2) var(--x3);
      border-radius: 6px;
      background: var(--warning-soft);
    }
  `,
})
export class DeleteDialog {
  protected readonly texts = inject(Texts);
  protected readonly device = inject<Device>(DIALOG_DATA);
  readonly #ref = inject(DialogRef);
  readonly #actions = inject(DeviceActions);
  protected readonly topics = signal(0);
  readonly #times = inject(Times);
  protected readonly isLive = this.device.presence === 'live' || this.device.presence === 'late';
  protected readonly clear = signal(!this.isLive);
  protected readonly text = computed(() => {
    const text = this.texts.t('device.delete.text');
    return this.isLive ? text : `${text} ${this.texts.t('device.delete.quiet')}`;
  });
  protected readonly warning = computed(() => {
    const beat = beatOf(this.device.metrics);
    if (beat === null) return this.texts.t('device.delete.liveNow');
    return this.texts.t('device.delete.live', { interval: this.#times.interval(beat) });
  });
  /** What people have set of it, in words. */
  protected readonly edited = computed(() => {
    const names = this.device.edited.map((field) =>
      this.texts.t(field === 'labels' ? 'device.labels' : `device.field.${field}`),
    );
    return new Intl.ListFormat(this.texts.language(), { type: 'conjunction' }).format(names);
  });

  constructor() {
    void this.#countTopics(inject(Api));
  }

  protected async send(): Promise<void> {
    const clear = this.topics() > 0 && this.clear();
    if (await this.#actions.delete(this.device, clear)) this.#ref.close();
  }

  /** Without an answer nothing is offered to be cleared. */
  async #countTopics(api: Api): Promise<void> {
    const path = `${pathOf(this.device.uid)}/last-message`;
    const answer = await api.getJson<LastMessage>(path).catch(() => null);
    this.topics.set(answer?.retainedTopics.length ?? 0);
  }
}
