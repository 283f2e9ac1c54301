import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Seconds } from '../../data/clocks';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { rowWords } from './alert-row-words';
import type { InboxRow as Row } from './inbox-rows';

/** One incident of the list: how bad, what, where, its value, since when, and what is unusual about it. */
@Component({
  selector: 'sn-inbox-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark, RouterLink],
  template: `
    @if (row().alert.state !== 'resolved') {
      <label class="pick">
        <input
          type="checkbox"
          data-testid="pick"
          [checked]="picked()"
          [attr.aria-label]="texts.t('alerts.pick', { title: words().title })"
          (change)="pick.emit()"
        />
      </label>
    } @else {
      <sn-icon class="over" name="check" [size]="14" />
    }
    <sn-mark [state]="row().alert.severity" />
    <a
      class="words"
      queryParamsHandling="merge"
      [routerLink]="['/alerts', row().alert.id]"
      [attr.aria-current]="shown() ? 'true' : null"
      data-testid="alert-link"
    >
      <span class="sr">{{ severity() }}: </span>
      <b class="title">
        <bdi>{{ words().title }}</bdi>
      </b>
      <span class="more">
        <bdi>{{ words().place }}</bdi>
        @if (words().value; as value) {
          <span aria-hidden="true"> · </span><bdi>{{ value }}</bdi>
        }
        @for (flag of words().flags; track $index) {
          <span aria-hidden="true"> · </span><em [class.dim]="quiet()">{{ flag }}</em>
        }
      </span>
    </a>
    <span class="age" data-testid="alert-age">{{ words().age }}</span>
  `,
  styleUrl: './inbox-row.css',
  host: {
    'data-testid': 'alert-row',
    '[class.shown]': 'shown()',
    '[class.quiet]': 'quiet()',
    '[attr.data-alert]': 'row().alert.id',
    '[attr.data-severity]': 'row().alert.severity',
    '[attr.data-state]': 'row().alert.state',
  },
})
export class InboxRow {
  readonly row = input.required<Row>();
  /** Its page stands beside the list. */
  readonly shown = input(false);
  readonly picked = input(false);
  readonly pick = output();

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #seconds = inject(Seconds);
  protected readonly severity = computed(() => this.texts.t(`alert.severity.${this.row().alert.severity}`));
  protected readonly quiet = computed(() => {
    const { state, acknowledged, snoozedUntil } = this.row().alert;
    return state === 'resolved' || acknowledged !== null || snoozedUntil !== null;
  });
  protected readonly words = computed(() => {
    const { alert, below } = this.row();
    const now = alert.state === 'resolved' ? (alert.resolvedAt ?? 0) : this.#seconds.now();
    return rowWords(this.texts, this.#times, alert, below, now);
  });
}
