import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import type { Device, LastMessage } from '@sensorium/contracts';
import { Api } from '../../data/api';
import { Texts } from '../../ui/texts/texts';
import { DeviceActions, pathOf } from './device-actions';
import { DialogFrame } from './dialog-frame';

/** Asks whether a device shall be forgotten, and its retained topics with it. */
@Component({
  selector: 'sn-delete-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrame],
  template: `
    <sn-dialog-frame
      [heading]="texts.t('device.delete.title', { name: device.name })"
      [text]="texts.t('device.delete.text')"
      [confirm]="texts.t('device.delete.confirm')"
      [danger]="true"
      (confirmed)="send()"
    >
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
      }
    </sn-dialog-frame>
  `,
  styleUrl: './form.css',
})
export class DeleteDialog {
  protected readonly texts = inject(Texts);
  protected readonly device = inject<Device>(DIALOG_DATA);
  readonly #ref = inject(DialogRef);
  readonly #actions = inject(DeviceActions);
  protected readonly topics = signal(0);
  protected readonly clear = signal(true);

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
