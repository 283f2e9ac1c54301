import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { FleetStore } from '../../data/fleet-store';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { DeviceActions } from './device-actions';
import { DialogFrame } from './dialog-frame';

/** Devices that are offered at once. */
const MOST = 6;

/** Asks which device takes the place of this one: it gets this one's readings. */
@Component({
  selector: 'sn-replace-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrame, Mark],
  template: `
    <sn-dialog-frame
      [heading]="texts.t('device.replace.title', { name: device.name })"
      [text]="texts.t('device.replace.text')"
      [confirm]="texts.t('device.replace.confirm')"
      [blocked]="chosen() === null"
      (confirmed)="send()"
    >
      <label>
        <span>{{ texts.t('device.replace.search') }}</span>
        <input
          #field
          cdkFocusInitial
          type="text"
          autocomplete="off"
          data-testid="dialog-search"
          [value]="query()"
          (input)="query.set(field.value)"
        />
      </label>
      <fieldset>
        <legend class="sr">{{ texts.t('device.replace.search') }}</legend>
        @for (entry of found(); track entry.uid) {
          <label class="check" data-testid="dialog-device">
            <input
              type="radio"
              name="replace-by"
              [checked]="chosen()?.uid === entry.uid"
              (change)="chosen.set(entry.device)"
            />
            <sn-mark [state]="entry.presence" [size]="12" />
            <bdi class="cut">{{ entry.device.name }}</bdi>
            <bdi class="cut id">{{ entry.device.id }}</bdi>
          </label>
        } @empty {
          <p class="hint">{{ texts.t('device.replace.none') }}</p>
        }
      </fieldset>
    </sn-dialog-frame>
  `,
  styleUrl: './form.css',
  styles: `
    fieldset {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    .id {
      color: var(--text-3);
      font-size: 12px;
    }
  `,
})
export class ReplaceDialog {
  protected readonly texts = inject(Texts);
  protected readonly device = inject<Device>(DIALOG_DATA);
  readonly #store = inject(FleetStore);
  readonly #ref = inject(DialogRef);
  readonly #actions = inject(DeviceActions);
  protected readonly query = signal('');
  readonly #needle = computed(() => this.query().trim().normalize('NFC').toLowerCase());
  protected readonly chosen = signal<Device | null>(null);
  protected readonly found = computed(() =>
    this.#store
      .devices()
      .filter(({ uid, searchText }) => uid !== this.device.uid && searchText.includes(this.#needle()))
      .slice(0, MOST),
  );

  protected async send(): Promise<void> {
    const by = this.chosen();
    if (by === null || !(await this.#actions.replace(this.device, by))) return;
    this.#ref.close();
  }
}
