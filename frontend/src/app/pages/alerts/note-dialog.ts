import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import type { Alert } from '@sensorium/contracts';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';
import { AlertActions } from './alert-actions';

/** What is asked about: which incidents, and what is to be done with them. */
export interface NoteWish {
  deed: 'acknowledge' | 'resolve';
  alerts: readonly Alert[];
}

/** Asks for a note and the viewer's name before something is done; for an end by hand it says what that means. */
@Component({
  selector: 'sn-note-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form (submit)="send($event)" novalidate [attr.data-testid]="wish.deed + '-dialog'">
      <h2>{{ texts.count(headings[wish.deed], wish.alerts.length) }}</h2>
      <p class="text">
        {{ texts.t(wish.deed === 'resolve' ? 'alerts.ask.resolveText' : 'alerts.ask.ackText') }}
      </p>
      <label>
        <span>{{ texts.t('alerts.note') }}</span>
        <textarea
          #note
          rows="3"
          maxlength="1024"
          data-testid="note"
          [value]="words()"
          (input)="words.set(note.value)"
        ></textarea>
      </label>
      <label>
        <span>{{ texts.t('alerts.yourName') }}</span>
        <input
          #who
          type="text"
          maxlength="128"
          autocomplete="name"
          data-testid="your-name"
          [value]="name()"
          (input)="name.set(who.value)"
        />
      </label>
      <div class="buttons">
        <button type="button" class="btn" data-testid="dialog-cancel" (click)="ref.close()">
          {{ texts.t('device.cancel') }}
        </button>
        <button
          type="submit"
          class="btn"
          data-testid="dialog-confirm"
          [class.primary]="wish.deed === 'acknowledge'"
          [class.danger]="wish.deed === 'resolve'"
        >
          {{ texts.t(wish.deed === 'resolve' ? 'alerts.resolve' : 'alert.acknowledge') }}
        </button>
      </div>
    </form>
  `,
  styleUrl: './form-sheet.css',
})
export class NoteDialog {
  protected readonly texts = inject(Texts);
  protected readonly ref = inject(DialogRef);
  protected readonly wish = inject<NoteWish>(DIALOG_DATA);
  readonly #actions = inject(AlertActions);
  readonly #viewer = inject(Viewer);
  protected readonly headings = {
    acknowledge: 'alerts.ask.ack',
    resolve: 'alerts.ask.resolve',
  } as const;
  protected readonly words = signal('');
  protected readonly name = signal(this.#viewer.name());

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.#viewer.call(this.name());
    const { deed, alerts } = this.wish;
    if (await this.#actions[deed](alerts, this.words().trim())) this.ref.close();
  }
}
