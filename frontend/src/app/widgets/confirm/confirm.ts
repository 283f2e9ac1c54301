import { DIALOG_DATA, Dialog, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, Injectable, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Texts } from '../../ui/texts/texts';

/** A question with two answers. `danger`: yes cannot be taken back. */
export interface Question {
  heading: string;
  text: string;
  yes: string;
  no?: string;
  danger?: boolean;
}

/** A question over the page. Escape and a press beside it are a no. */
@Component({
  selector: 'sn-confirm-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="sheet" data-testid="confirm">
      <h2>
        <bdi>{{ question.heading }}</bdi>
      </h2>
      <p>{{ question.text }}</p>
      <div class="buttons">
        <button type="button" class="btn" cdkFocusInitial data-testid="confirm-no" (click)="ref.close(false)">
          {{ question.no ?? texts.t('device.cancel') }}
        </button>
        <button
          type="button"
          class="btn"
          data-testid="confirm-yes"
          [class.primary]="!question.danger"
          [class.danger]="question.danger"
          (click)="ref.close(true)"
        >
          {{ question.yes }}
        </button>
      </div>
    </div>
  `,
  styles: `
    .sheet {
      display: grid;
      gap: var(--x4);
      width: min(440px, calc(100vw - 32px));
      padding: var(--x5);
      border-radius: var(--r3);
      background: var(--raised);
      box-shadow: var(--shadow-pop);
    }
    p {
      color: var(--text-2);
    }
    .buttons {
      display: flex;
      justify-content: flex-end;
      gap: var(--x2);
    }
    .danger {
      color: var(--critical);
    }
  `,
})
class ConfirmDialog {
  protected readonly texts = inject(Texts);
  protected readonly question = inject<Question>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
}

/** Asks questions over the page. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  readonly #dialog = inject(Dialog);

  /** True for a yes. */
  async ask(question: Question): Promise<boolean> {
    const data = { data: question, ariaLabel: question.heading, ariaModal: true };
    const ref = this.#dialog.open<boolean, Question>(ConfirmDialog, data);
    return (await firstValueFrom(ref.closed)) === true;
  }
}
