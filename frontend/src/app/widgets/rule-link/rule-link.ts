import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';

/** Significant digits that a value is handed on with. */
const DIGITS = 6;

/** From a chart to a new rule about what it shows. */
@Component({
  selector: 'sn-rule-link',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    <a
      class="btn icon"
      [class.quiet]="look() === 'quiet'"
      [class.sm]="look() === 'quiet'"
      routerLink="/alerts/rules/new"
      data-testid="make-rule"
      [queryParams]="query()"
      [attr.aria-label]="texts.t('alert.rule')"
      [title]="texts.t('alert.rule')"
      ><sn-icon name="bell" [size]="look() === 'quiet' ? 14 : 16" />
      @if (look() === 'button') {
        <span class="word">{{ texts.t('alerts.filter.rule') }}</span>
      }
    </a>
  `,
  styles: `
    .sm {
      width: 28px;
    }
    .btn {
      color: var(--text-3);
    }
    .btn:hover {
      color: var(--text);
    }
    .word {
      display: none;
    }
    @media (max-width: 720px) {
      .btn.icon:not(.sm) {
        width: 100%;
        color: var(--text);
      }
      .word {
        display: inline;
      }
      .sm {
        width: var(--touch);
      }
    }
  `,
})
export class RuleLink {
  /** Public id of the device. */
  readonly device = input.required<string>();
  readonly metric = input.required<string>();
  /** Value to begin with; NaN for none. */
  readonly value = input(NaN);
  /** Among buttons it looks like them. */
  readonly look = input<'quiet' | 'button'>('quiet');

  protected readonly texts = inject(Texts);
  protected readonly query = computed(() => {
    const value = this.value();
    const begun = Number.isNaN(value) ? {} : { value: Number(value.toPrecision(DIGITS)) };
    return { device: this.device(), metric: this.metric(), ...begun };
  });
}
