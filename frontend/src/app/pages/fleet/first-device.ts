import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { BriefNote } from '../../ui/brief-note/brief-note';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { PageNote } from '../../widgets/page-note/page-note';

/** A message that any MQTT client can send to the local broker. */
const EXAMPLE = `mosquitto_pub -h 127.0.0.1 -p 1883 -t devices/cold-01/telemetry -m '{"temperature":-18.4}'`;

/** The empty fleet: how the first device gets here. */
@Component({
  selector: 'sn-first-device',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, PageNote],
  template: `
    <sn-page-note [heading]="texts.t('state.emptyTitle')" [text]="texts.t('state.emptyText')">
      <sn-icon picture name="sensor" [size]="28" />
      <div class="example">
        <code tabindex="0" data-testid="first-device-command">{{ example }}</code>
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
  protected readonly example = EXAMPLE;
  readonly #clipboard = inject(Clipboard);
  readonly #brief = inject(BriefNote);

  protected copy(): void {
    const copied = this.#clipboard.copy(EXAMPLE);
    void this.#brief.say(this.texts.t(copied ? 'state.copied' : 'state.copyFailed'), 4000);
  }
}
