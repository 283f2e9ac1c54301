import { LiveAnnouncer } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, effect, inject, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink, RouterLinkActive, RouterOutlet, type IsActiveMatchOptions } from '@angular/router';
import { FleetStore } from '../data/fleet-store';
import { Live } from '../data/live';
import { Icon } from '../ui/icon/icon';
import type { IconName } from '../ui/icon/outlines';
import type { TextKey } from '../ui/texts/keys';
import { KoreanFont } from '../ui/texts/korean-font';
import { Texts } from '../ui/texts/texts';
import { Banners } from './banners';
import { ConnectionCard } from './connection-card';
import { ConnectionMark } from './connection-mark';
import { FavouriteList } from './favourite-list';
import { Logo } from './logo';
import { Settings } from './settings';

interface Page {
  path: string;
  icon: IconName;
  title: TextKey;
}

/** The frame of every page: where to go, how the line stands, language and theme. */
@Component({
  selector: 'sn-shell',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    Banners,
    ConnectionCard,
    ConnectionMark,
    FavouriteList,
    Icon,
    Logo,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    Settings,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  protected readonly texts = inject(Texts);
  protected readonly pages: readonly Page[] = [
    { path: '/', icon: 'fleet', title: 'fleet.title' },
    { path: '/system', icon: 'system', title: 'system.title' },
  ];
  /** A page stays the same whatever is filtered on it. */
  protected readonly active: IsActiveMatchOptions = {
    paths: 'exact',
    queryParams: 'ignored',
    matrixParams: 'ignored',
    fragment: 'ignored',
  };
  readonly #live = inject(Live);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #title = inject(Title);
  readonly #store = inject(FleetStore);
  readonly #koreanFont = inject(KoreanFont);

  constructor() {
    effect(() => {
      this.#title.setTitle(`${this.texts.t('fleet.title')} · ${this.texts.t('app.name')}`);
    });
    effect(() => {
      const korean = this.texts.language() === 'ko';
      if (korean || this.#store.devices().some(({ searchText }) => KoreanFont.isNeededFor(searchText))) {
        this.#koreanFont.add();
      }
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
