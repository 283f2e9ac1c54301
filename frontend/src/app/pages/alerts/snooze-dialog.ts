import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { Alert } from '@sensorium/contracts';
import { MomentField } from '../../ui/moment/moment-field';
import { Texts } from '../../ui/texts/texts';
import { AlertActions } from './alert-actions';
import { fieldTime, timeInField, tomorrowMorning } from './snooze-times';

/** Asks until when incidents shall be quiet, and why. */
@Component({
  selector: 'sn-snooze-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MomentField],
  template: `
    <form (submit)="send($event)" novalidate data-testid="snooze-dialog">
      <h2>{{ texts.t('alerts.snooze.title') }}</h2>
      <p class="text">{{ texts.t('alerts.snooze.text') }}</p>
      <label for="snooze-until">
        <span>{{ texts.t('alerts.snooze.until') }}</span>
        <sn-moment-field fieldId="snooze-until" [invalid]="late()" [(value)]="until" />
        @if (late() && until() !== '') {
          <span class="fault" role="alert">{{ texts.t('alerts.snooze.past') }}</span>
        }
      </label>
      <label>
        <span>{{ texts.t('alerts.note') }}</span>
        <textarea
          #note
          rows="2"
          maxlength="1024"
          [value]="words()"
          (input)="words.set(note.value)"
        ></textarea>
      </label>
      <div class="buttons">
        <button type="button" class="btn" data-testid="dialog-cancel" (click)="ref.close()">
          {{ texts.t('device.cancel') }}
        </button>
        <button type="submit" class="btn primary" data-testid="dialog-confirm" [disabled]="late()">
          {{ texts.t('alerts.snooze.title') }}
        </button>
      </div>
    </form>
  `,
  styleUrl: './form-sheet.css',
})
export class SnoozeDialog {
  protected readonly texts = inject(Texts);
  protected readonly ref = inject(DialogRef);
  readonly #alerts = inject<readonly Alert[]>(DIALOG_DATA);
  readonly #actions = inject(AlertActions);
  protected readonly until = signal(fieldTime(tomorrowMorning(Date.now())));
  protected readonly words = signal('');
  protected readonly late = computed(() => (timeInField(this.until()) ?? 0) <= Date.now());

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const until = timeInField(this.until());
    if (until === undefined || this.late()) return;
    if (await this.#actions.snooze(this.#alerts, until - Date.now(), this.words().trim())) this.ref.close();
  }
}
