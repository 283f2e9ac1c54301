import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Alert } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Mark } from '../../ui/mark/mark';
import { alertTitle } from '../../ui/texts/alert-words';
import { Texts } from '../../ui/texts/texts';

/** An incident in one line, leading to its page: how bad, what, since when. */
@Component({
  selector: 'sn-alert-line',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, RouterLink],
  template: `
    <sn-mark [state]="alert().severity" [size]="12" />
    <a
      class="cut"
      data-testid="alert-line"
      [routerLink]="['/alerts', alert().id]"
      [tabIndex]="tab()"
      [title]="title() + ', ' + since()"
    >
      <span class="sr">{{ texts.t(severity()) }}: </span><bdi>{{ title() }}</bdi>
    </a>
    @if (more() > 0) {
      <span class="faint">{{ texts.count('alert.device.others', more()) }}</span>
    }
    <span class="since">{{ since() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      font-size: 12px;
      line-height: 16px;
    }
    a {
      position: relative;
      z-index: 1;
      font-weight: var(--w-medium);
    }
    a:hover {
      text-decoration: underline;
    }
    .since,
    .faint {
      flex: none;
      color: var(--text-2);
      font-weight: var(--w-text);
    }
    .since {
      margin-left: auto;
    }
    /* in a column of a table the name has the room, on two lines */
    @container (max-width: 1240px) {
      .since {
        display: none;
      }
      a {
        display: -webkit-box;
        white-space: normal;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
    }
  `,
  host: { '[class]': '"c-" + alert().severity', '[attr.data-severity]': 'alert().severity' },
})
export class AlertLine {
  readonly alert = input.required<Alert>();
  /** Further incidents of the same device. */
  readonly more = input(0);
  /** `tabindex` of the link. */
  readonly tab = input(0);

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  protected readonly severity = computed(() => `alert.severity.${this.alert().severity}` as const);
  protected readonly title = computed(() => alertTitle(this.texts, this.alert()));
  protected readonly since = computed(() => {
    const { firedAt, startedAt } = this.alert();
    return this.texts.t('alert.device.since', { time: this.#times.clock(firedAt ?? startedAt) });
  });
}
