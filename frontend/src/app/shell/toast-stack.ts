import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Alert } from '@sensorium/contracts';
import { ApiFault } from '../data/api';
import { AlertsApi } from '../data/alerts-api';
import { Seconds } from '../data/clocks';
import { sinceOf } from '../data/alert-view';
import { Times } from '../ui/format/times';
import { Icon } from '../ui/icon/icon';
import { Mark } from '../ui/mark/mark';
import { alertPlace, alertTitle, amountText } from '../ui/texts/alert-words';
import { Texts } from '../ui/texts/texts';
import { Viewer } from '../ui/viewer/viewer';
import { MOST_TOASTS, mostPressing, type Toast } from './toast-list';
import { Toasts } from './toasts';

/** What has the key before a toast: a menu, a dialog, the card of the line. */
const OPEN_OVER =
  '.cdk-overlay-pane :is([role=menu], [role=dialog]), :popover-open:not(.cdk-overlay-popover)';

/**
 * The newest notices at the foot of the page, which gets so much longer that all of it can be scrolled out from under
 * them. Escape takes the newest away, or the one that has the focus.
 */
@Component({
  selector: 'sn-toast-stack',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark, RouterLink],
  templateUrl: './toast-stack.html',
  styleUrl: './toast-stack.css',
  host: {
    role: 'region',
    '[attr.aria-label]': 'region()',
    '(document:keydown.escape)': 'escape($event)',
  },
})
export class ToastStack {
  readonly #toasts = inject(Toasts);
  readonly #api = inject(AlertsApi);
  readonly #times = inject(Times);
  readonly #seconds = inject(Seconds);
  readonly #viewer = inject(Viewer);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #said = new Set<string>();
  /** Why the last acknowledgement failed, by toast. */
  protected readonly fault = signal<{ id: string; text: string } | null>(null);
  protected readonly texts = inject(Texts);
  protected readonly region = computed(() => this.texts.t('alert.toast.region'));
  /** A phone has room for one. */
  readonly #most = matchMedia('(max-width: 720px)').matches ? 1 : MOST_TOASTS;
  protected readonly more = computed(() => {
    const { toasts, more } = this.#toasts.list();
    return more + Math.max(0, toasts.length - this.#most);
  });
  protected readonly shown = computed(() =>
    mostPressing(this.#toasts.list().toasts, this.#most).map((toast) => ({
      ...toast,
      title: this.#title(toast),
      text: this.#text(toast),
      link: toast.alerts.length === 1 ? ['/alerts', toast.worst.id] : ['/alerts'],
    })),
  );

  constructor() {
    makeRoom(inject(DOCUMENT).documentElement, inject<ElementRef<HTMLElement>>(ElementRef).nativeElement);
    effect(() => {
      const fresh = this.shown().filter(({ id }) => !this.#said.has(id));
      for (const { id, title, text, worst, solved } of fresh) {
        this.#said.add(id);
        const severity = solved ? '' : `${this.texts.t(`alert.severity.${worst.severity}`)}: `;
        const politeness = worst.severity === 'critical' && !solved ? 'assertive' : 'polite';
        void this.#announcer.announce(`${severity}${title}, ${text}`, politeness);
      }
    });
  }

  protected hold(id: string | null): void {
    this.#toasts.hold(id);
  }

  protected dismiss(id: string): void {
    this.#toasts.dismiss(id);
    this.hold(null);
  }

  protected clear(): void {
    this.#toasts.clear();
  }

  protected async acknowledge({ id, alerts }: Toast): Promise<void> {
    try {
      const ids = alerts.map((alert) => alert.id);
      await this.#api.actOnAll({ action: 'acknowledge', note: '', by: 'somebody', ...this.#viewer.by, ids });
      this.dismiss(id);
    } catch (error) {
      const refused = error instanceof ApiFault && error.code !== 'no-answer';
      const text = refused
        ? this.texts.t('device.refused', { reason: error.message })
        : this.texts.t('device.noAnswer');
      this.fault.set({ id, text });
    }
  }

  /** What stands over the page, such as a menu or a dialog, has the key first. */
  protected escape(event: Event): void {
    if (event.defaultPrevented || document.querySelector(OPEN_OVER)) return;
    const { target } = event;
    if (!(target instanceof Element)) return;
    const own = target.closest('[data-toast]')?.getAttribute('data-toast') ?? undefined;
    const id = own ?? (target.matches('input, textarea') ? undefined : this.shown()[0]?.id);
    if (id !== undefined) this.dismiss(id);
  }

  #title({ worst, alerts, solved }: Toast): string {
    const one = alerts.length === 1;
    if (!one) return this.texts.count(solved ? 'alert.toast.solvedMany' : 'alert.toast.many', alerts.length);
    return solved
      ? this.texts.t('alert.toast.solved', { title: alertTitle(this.texts, worst) })
      : alertTitle(this.texts, worst);
  }

  #text({ worst, alerts }: Toast): string {
    if (alerts.length > 1)
      return [...new Set(alerts.map((alert) => this.#place(alert)))].slice(0, 3).join(', ');
    const age = this.#times.age(worst.resolvedAt ?? sinceOf(worst), this.#seconds.now());
    const value = amountText(this.texts, worst.value, worst);
    return [this.#place(worst), value, age].filter(Boolean).join(' · ');
  }

  #place(alert: Alert): string {
    return alertPlace(this.texts, alert);
  }
}

/** Tells the styles of the page, as `--toasts`, how high the stack is. */
function makeRoom(root: HTMLElement, stack: HTMLElement): void {
  const sizes = new ResizeObserver(() => {
    root.style.setProperty('--toasts', `${stack.offsetHeight}px`);
  });
  sizes.observe(stack);
  inject(DestroyRef).onDestroy(() => {
    sizes.disconnect();
    root.style.removeProperty('--toasts');
  });
}
