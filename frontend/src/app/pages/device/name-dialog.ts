import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { Texts } from '../../ui/texts/texts';
import { DeviceActions } from './device-actions';
import { DialogFrame } from './dialog-frame';

const MOST_CHARACTERS = 256;

/** Asks for a new name. */
@Component({
  selector: 'sn-name-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrame],
  template: `
    <sn-dialog-frame
      [heading]="texts.t('device.rename.title', { name: device.name })"
      [text]="texts.t('device.rename.text')"
      [confirm]="texts.t('device.rename.confirm')"
      [blocked]="!usable()"
      (confirmed)="send()"
    >
      <label>
        <span>{{ texts.t('device.field.name') }}</span>
        <input
          #field
          cdkFocusInitial
          type="text"
          autocomplete="off"
          data-testid="dialog-name"
          [attr.maxlength]="most"
          [value]="name()"
          (input)="name.set(field.value)"
        />
      </label>
    </sn-dialog-frame>
  `,
  styleUrl: './form.css',
})
export class NameDialog {
  protected readonly texts = inject(Texts);
  protected readonly device = inject<Device>(DIALOG_DATA);
  protected readonly most = MOST_CHARACTERS;
  readonly #ref = inject(DialogRef);
  readonly #actions = inject(DeviceActions);
  protected readonly name = signal(this.device.name);
  protected readonly usable = computed(() => !['', this.device.name].includes(this.name().trim()));

  protected async send(): Promise<void> {
    const name = this.name().trim();
    const done = this.texts.t('device.rename.done', { name });
    if (await this.#actions.change(this.device, { name }, done)) this.#ref.close();
  }
}
