import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { SEVERITIES } from '../data/alert-view';
import { AlertsStore } from '../data/alerts-store';
import { Mark } from '../ui/mark/mark';
import { Texts } from '../ui/texts/texts';

/** A phone has no room for a larger number. */
const MOST = 99;

/** How many incidents are open, by severity; `worst`: the worst severity alone, over an icon. */
@Component({
  selector: 'sn-alert-counts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark],
  host: { '[class.worst]': 'worst()', 'data-testid': 'alert-counts' },
  template: `
    @for (one of shown(); track one.severity) {
      <span class="one" [attr.data-severity]="one.severity" [class]="'c-' + one.severity">
        <sn-mark [state]="one.severity" [size]="12" /><span aria-hidden="true">{{ one.count }}</span>
      </span>
    }
    <span class="sr">{{ said() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: var(--x2);
      margin-left: auto;
    }
    :host(.worst) {
      position: absolute;
      top: -5px;
      left: 12px;
      margin: 0;
    }
    .one {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      font: var(--w-strong) var(--t12) var(--font);
    }
    :host(.worst) .one {
      padding: 0 4px 0 3px;
      border-radius: var(--round);
      background: var(--surface);
    }
  `,
})
export class AlertCounts {
  readonly worst = input(false);

  readonly #store = inject(AlertsStore);
  readonly #texts = inject(Texts);
  readonly #counts = computed(() => {
    const census = this.#store.census();
    return SEVERITIES.map((severity) => ({ severity, n: census.get(severity) ?? 0 })).filter(
      ({ n }) => n > 0,
    );
  });
  protected readonly shown = computed(() =>
    this.#counts()
      .slice(0, this.worst() ? 1 : SEVERITIES.length)
      .map(({ severity, n }) => ({ severity, count: n > MOST ? `${MOST}+` : String(n) })),
  );
  protected readonly said = computed(() => {
    const parts = this.#counts().map(({ severity, n }) => this.#texts.count(`alert.count.${severity}`, n));
    return parts.length > 0 ? `: ${parts.join(', ')}` : '';
  });
}
