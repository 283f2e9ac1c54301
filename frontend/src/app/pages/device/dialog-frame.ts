import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Texts } from '../../ui/texts/texts';

/** A question over the page: what is asked, what it means, and two buttons. The projected fields belong to it. */
@Component({
  selector: 'sn-dialog-frame',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form (submit)="send($event)" novalidate data-testid="dialog">
      <h2>
        <bdi>{{ heading() }}</bdi>
      </h2>
      @if (text() !== '') {
        <p class="text">{{ text() }}</p>
      }
      <ng-content />
      <div class="buttons">
        <button type="button" class="btn" data-testid="dialog-cancel" (click)="ref.close()">
          {{ texts.t('device.cancel') }}
        </button>
        <button
          type="submit"
          class="btn"
          data-testid="dialog-confirm"
          [class.primary]="!danger()"
          [class.danger]="danger()"
          [disabled]="blocked()"
        >
          {{ confirm() }}
        </button>
      </div>
    </form>
  `,
  styleUrl: './form.css',
  styles: `
    form {
      gap: var(--x4);
      width: min(440px, calc(100vw - 32px));
      padding: var(--x5);
      border-radius: var(--r3);
      background: var(--raised);
      box-shadow: var(--shadow-pop);
    }
    .text {
      color: var(--text-2);
    }
  `,
})
export class DialogFrame {
  readonly heading = input.required<string>();
  readonly text = input('');
  readonly confirm = input.required<string>();
  readonly danger = input(false);
  readonly blocked = input(false);
  readonly confirmed = output();

  protected readonly texts = inject(Texts);
  protected readonly ref = inject(DialogRef);

  protected send(event: Event): void {
    event.preventDefault();
    if (!this.blocked()) this.confirmed.emit();
  }
}
