import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Times } from '../../ui/format/times';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { PageNote } from './page-note';

/** What a page says that has nothing to show yet because the server is away or refuses. */
@Component({
  selector: 'sn-line-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, PageNote],
  template: `
    @if (refusal() !== null) {
      <sn-page-note
        role="alert"
        [heading]="texts.t('state.refusedTitle')"
        [text]="texts.t('state.refusedText', { reason: refusal() ?? '' })"
      >
        <sn-mark picture state="critical" [size]="24" />
        <button type="button" class="btn primary" (click)="again.emit()">{{ texts.t('state.again') }}</button>
      </sn-page-note>
    } @else {
      <sn-page-note
        [heading]="texts.t('state.unreachableTitle')"
        [text]="texts.t('state.unreachableText', { duration: times.duration(downFor()) })"
      >
        <sn-mark picture state="unknown" [size]="24" />
        <button type="button" class="btn primary" (click)="again.emit()">
          {{ texts.t('connection.try') }}
        </button>
      </sn-page-note>
    }
  `,
  styles: ':host { display: block; }',
  host: { class: 'card' },
})
export class LineNote {
  /** What the server said when it refused; null if it does not answer. */
  readonly refusal = input.required<string | null>();
  /** How long it has not answered, ms. */
  readonly downFor = input.required<number>();
  /** The viewer wants to try at once. */
  readonly again = output();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
}
