import { LiveAnnouncer } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import { FleetStore } from '../data/fleet-store';
import { AlertsStore } from '../data/alerts-store';
import { Live } from '../data/live';
import { Icon } from '../ui/icon/icon';
import { KoreanFont } from '../ui/texts/korean-font';
import { TitleBadge } from '../ui/texts/page-title';
import { Texts } from '../ui/texts/texts';
import { AlertCounts } from './alert-counts';
import { Banners } from './banners';
import { ConnectionCard } from './connection-card';
import { ConnectionMark } from './connection-mark';
import { FavouriteList } from './favourite-list';
import { Logo } from './logo';
import { PAGES, currentMark } from './pages';
import { Settings } from './settings';
import { ToastStack } from './toast-stack';
import { Toasts } from './toasts';

/** The frame of every page: where to go, how the line stands, language and theme. */
@Component({
  selector: 'sn-shell',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AlertCounts,
    Banners,
    ConnectionCard,
    ConnectionMark,
    FavouriteList,
    Icon,
    Logo,
    RouterLink,
    RouterOutlet,
    Settings,
    ToastStack,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  protected readonly texts = inject(Texts);
  readonly #live = inject(Live);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #router = inject(Router);
  readonly #store = inject(FleetStore);
  readonly #koreanFont = inject(KoreanFont);
  readonly #alerts = inject(AlertsStore);
  readonly #badge = inject(TitleBadge);
  protected readonly toasts = inject(Toasts);
  protected readonly pages = computed(() => {
    const url = this.#router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '';
    return PAGES.map((page) => ({ ...page, current: currentMark(page, url) }));
  });

  constructor() {
    effect(() => {
      const korean = this.texts.language() === 'ko';
      if (korean || this.#store.devices().some(({ searchText }) => KoreanFont.isNeededFor(searchText))) {
        this.#koreanFont.add();
      }
    });
    effect(() => {
      const open = this.#alerts.open().length;
      this.#badge.text.set(open > 0 ? `(${open})` : '');
    });
    this.#sayConnection();
  }

  protected skip(main: HTMLElement, event: Event): void {
    event.preventDefault();
    main.focus();
  }

  /** Tells screen readers when the line changes, not when the page has just opened. */
  #sayConnection(): void {
    let before = 'connecting';
    effect(() => {
      const { state } = this.#live.connection();
      if (state === before) return;
      const first = before === 'connecting' && state === 'live';
      before = state;
      if (state === 'connecting' || first) return;
      void this.#announcer.announce(
        untracked(() => this.texts.t(`connection.said.${state}`)),
        'polite',
      );
    });
  }
}
