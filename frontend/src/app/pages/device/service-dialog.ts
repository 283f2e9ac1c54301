import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { Texts } from '../../ui/texts/texts';
import { DeviceActions } from './device-actions';
import { DialogFrame } from './dialog-frame';

const MOST_CHARACTERS = 1024;

/** Takes a device out of service, with a note for the others. */
@Component({
  selector: 'sn-service-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrame],
  template: `
    <sn-dialog-frame
      [heading]="texts.t('device.service.title', { name: device.name })"
      [text]="texts.t('device.service.text')"
      [confirm]="texts.t('device.service.confirm')"
      (confirmed)="send()"
    >
      <label>
        <span>{{ texts.t('device.service.note') }}</span>
        <textarea
          #field
          cdkFocusInitial
          rows="3"
          data-testid="dialog-note"
          [attr.maxlength]="most"
          [value]="note()"
          (input)="note.set(field.value)"
        ></textarea>
      </label>
    </sn-dialog-frame>
  `,
  styleUrl: './form.css',
})
export class ServiceDialog {
  protected readonly texts = inject(Texts);
  protected readonly device = inject<Device>(DIALOG_DATA);
  protected readonly most = MOST_CHARACTERS;
  readonly #ref = inject(DialogRef);
  readonly #actions = inject(DeviceActions);
  protected readonly note = signal(this.device.outOfService?.note ?? '');

  protected async send(): Promise<void> {
    const patch = { outOfService: { note: this.note().trim() } };
    const done = this.texts.t('device.service.done');
    if (await this.#actions.change(this.device, patch, done)) this.#ref.close();
  }
}
