import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  DestroyRef,
  ElementRef,
  computed,
  inject,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { Alert } from '@sensorium/contracts';
import { SEVERITIES } from '../../data/alert-view';
import { AlertsStore } from '../../data/alerts-store';
import { Icon } from '../../ui/icon/icon';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { AlertActions } from './alert-actions';
import { Inbox } from './inbox';
import { deedOf, placeAfter, type InboxDeed } from './inbox-keys';
import { InboxState } from './inbox-state';
import { Incident } from './incident';
import { RecentAlerts } from './recent-alerts';

/** From this width on the incident stands beside the list, below it on a page of its own. */
const BESIDE = '(min-width: 1041px)';

/** What stands over the page and has the keys first: a menu or a dialog, not a passing message. */
const OPEN_OVER = '.cdk-overlay-pane :is([role=menu], [role=dialog])';

/** All incidents, and one of them: side by side where there is room, else one after the other. */
@Component({
  selector: 'sn-alerts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Inbox, Incident, RouterLink],
  providers: [InboxState, RecentAlerts],
  templateUrl: './alerts.html',
  styleUrl: './alerts.css',
  host: { '(document:keydown)': 'key($event)' },
})
export class Alerts {
  protected readonly texts = inject(Texts);
  protected readonly state = inject(InboxState);
  readonly #store = inject(AlertsStore);
  readonly #actions = inject(AlertActions);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #params = toSignal(inject(ActivatedRoute).paramMap);
  protected readonly inbox = viewChild(Inbox);
  protected readonly incident = viewChild(Incident);

  protected readonly beside = signal(true);
  /** What the address names; null for none. */
  protected readonly named = computed(() => this.#params()?.get('id') ?? null);
  /** The first of the list; it stays while it is in the list, so that nothing changes under the eyes. */
  readonly #first = linkedSignal<readonly Alert[], string | null>({
    source: () => this.state.rows(),
    computation: (rows, before) => {
      const stays = rows.some(({ id }) => id === before?.value);
      return stays && before ? before.value : (rows[0]?.id ?? null);
    },
  });
  /** The incident beside the list: the one that the address names, else the first of the list. */
  protected readonly shown = computed(() => this.named() ?? (this.beside() ? this.#first() : null));
  /** The shown id in a list of one, so that each incident has a view of its own. */
  protected readonly shownOnes = computed(() => [this.shown()].filter((id) => id !== null));
  protected readonly summary = computed(() => {
    const census = this.#store.census();
    const counts = SEVERITIES.map((severity) => ({ severity, n: census.get(severity) ?? 0 }));
    const parts = counts.flatMap(({ severity, n }) =>
      n > 0 ? [this.texts.count(`alert.count.${severity}`, n)] : [],
    );
    if (parts.length === 0) return this.#store.loaded() ? this.texts.t('alerts.none') : '';
    const list = new Intl.ListFormat(this.texts.language() === 'en' ? 'en-GB' : this.texts.language(), {
      type: 'conjunction',
    }).format(parts);
    const sites = new Set(this.#store.open().flatMap(({ site }) => site ?? [])).size;
    if (sites === 0) return this.texts.t('alerts.summary', { list });
    return this.texts.t('alerts.summaryAt', { list, sites: this.texts.count('alerts.sites', sites) });
  });

  constructor() {
    pageTitle(() => this.incident()?.title() ?? this.texts.t('alerts.title'));
    this.#followWidth(inject(DOCUMENT).defaultView);
  }

  /** Keys of the list, and of the incident beside it. */
  protected key(event: KeyboardEvent): void {
    const deed = deedOf(event);
    if (deed === undefined || document.querySelector(OPEN_OVER)) return;
    if (this.#does(deed)) event.preventDefault();
  }

  #does(deed: InboxDeed): boolean {
    switch (deed) {
      case 'next':
        return this.#move(1);
      case 'previous':
        return this.#move(-1);
      case 'pick':
        return this.#pick();
      case 'acknowledge':
        return this.#acknowledge();
      case 'snooze':
        return (this.inbox()?.openSnooze() ?? false) || (this.incident()?.openSnooze() ?? false);
      case 'search':
        this.inbox()?.focusSearch();
        return this.inbox() !== undefined;
    }
  }

  #move(steps: 1 | -1): boolean {
    const links = [...this.#host.querySelectorAll<HTMLElement>('[data-testid=alert-link]')];
    const place = links.findIndex((link) => link.closest('li')?.contains(document.activeElement));
    links[placeAfter(place, steps, links.length)]?.focus();
    return links.length > 0;
  }

  #pick(): boolean {
    const id = this.#focused();
    if (id === undefined || !this.state.pickable().some((alert) => alert.id === id)) return false;
    this.state.pick(id);
    return true;
  }

  /** Those that are picked, else the one with the focus, else the one that is shown. */
  #acknowledge(): boolean {
    const picked = this.state.picked();
    const id = this.#focused() ?? this.shown();
    const one = id === null ? undefined : this.#store.alerts().get(id);
    const meant: readonly Alert[] = picked.length > 0 ? picked : one ? [one] : [];
    const alerts = meant.filter(({ acknowledged }) => acknowledged === null);
    if (alerts.length === 0) return false;
    void this.#actions.acknowledge(alerts).then((went) => {
      if (went) this.state.pickNone();
    });
    return true;
  }

  #focused(): string | undefined {
    return document.activeElement?.closest('[data-alert]')?.getAttribute('data-alert') ?? undefined;
  }

  #followWidth(window: Window | null): void {
    const query = window?.matchMedia(BESIDE);
    if (!query) return;
    const look = (): void => {
      this.beside.set(query.matches);
    };
    look();
    query.addEventListener('change', look);
    inject(DestroyRef).onDestroy(() => {
      query.removeEventListener('change', look);
    });
  }
}
