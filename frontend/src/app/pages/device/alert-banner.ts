import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { RouterLink } from '@angular/router';
import type { Alert } from '@sensorium/contracts';
import { sinceOf } from '../../data/alert-view';
import { AlertsApi } from '../../data/alerts-api';
import { Times } from '../../ui/format/times';
import { Mark } from '../../ui/mark/mark';
import { alertTitle, amountText, inShownUnit } from '../../ui/texts/alert-words';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';
import { faultText } from './device-actions';

const FAULT_MS = 8000;

/** The most urgent incident of a device: how bad, what, why and since when, and what can be done about it. */
@Component({
  selector: 'sn-alert-banner',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, RouterLink],
  templateUrl: './alert-banner.html',
  styleUrl: './alert-banner.css',
  host: { '[class]': '"c-" + alert().severity', '[attr.data-severity]': 'alert().severity' },
})
export class AlertBanner {
  readonly alert = input.required<Alert>();
  /** Further incidents of the same device. */
  readonly more = input(0);
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #api = inject(AlertsApi);
  readonly #viewer = inject(Viewer);
  readonly #snackBar = inject(MatSnackBar);
  /** An answer is awaited. */
  protected readonly busy = signal(false);

  protected readonly title = computed(() => alertTitle(this.texts, this.alert()));
  protected readonly severity = computed(() => this.texts.t(`alert.severity.${this.alert().severity}`));
  /** Why: the server's English sentence, in other languages the value and its limit. */
  protected readonly why = computed(() => {
    const alert = this.alert();
    if (this.texts.language() === 'en' && alert.message !== '')
      return inShownUnit(this.texts, alert.message, alert.unit);
    const value = amountText(this.texts, alert.value, alert);
    const limit = typeof alert.limit === 'number' ? amountText(this.texts, alert.limit, alert) : '';
    return [
      value && this.texts.t('alerts.log.at', { value }),
      limit && this.texts.t('alerts.log.against', { limit }),
    ]
      .filter(Boolean)
      .join(', ');
  });
  protected readonly since = computed(() => {
    const since = sinceOf(this.alert());
    const duration = this.#times.duration(Math.max(0, this.now() - since));
    return this.texts.t('device.sinceFor', { time: this.#times.clock(since), duration });
  });
  protected readonly seen = computed(() => {
    const { acknowledged } = this.alert();
    if (!acknowledged) return null;
    const name = acknowledged.by === 'somebody' ? this.texts.t('alerts.somebody') : acknowledged.by;
    return this.texts.t('alerts.seenBy', { name });
  });

  protected async acknowledge(): Promise<void> {
    this.busy.set(true);
    try {
      const by = { by: 'somebody', ...this.#viewer.by };
      await this.#api.act(this.alert().id, { action: 'acknowledge', note: '', ...by });
    } catch (error) {
      this.#snackBar.open(faultText(this.texts, error), undefined, { duration: FAULT_MS });
    } finally {
      this.busy.set(false);
    }
  }
}
