import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  computed,
  inject,
  input,
  viewChild,
} from '@angular/core';
import { AlertsStore } from '../../data/alerts-store';
import { SEVERITIES } from '../../data/alert-view';
import { Live } from '../../data/live';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { ChoiceMenu, type MenuChoice } from '../../widgets/choice-menu/choice-menu';
import { AlertActions } from './alert-actions';
import { InboxRow } from './inbox-row';
import { GROUPINGS, TABS, type Grouping, type Tab } from './inbox-query';
import type { InboxSection, Total } from './inbox-rows';
import { InboxState } from './inbox-state';
import { SnoozeMenu } from './snooze-menu';

/** What the list says when it has no incident of its tab. */
type Nothing = 'loading' | 'fault' | 'nothing-found' | 'calm' | null;

/** The list of incidents: tabs, search and filters, what to do with those that are picked. */
@Component({
  selector: 'sn-inbox',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChoiceMenu, Icon, InboxRow, Mark, SnoozeMenu],
  templateUrl: './inbox.html',
  styleUrl: './inbox.css',
  host: { class: 'card', 'data-testid': 'inbox' },
})
export class Inbox {
  /** Id of the incident beside the list; null for none. */
  readonly shown = input.required<string | null>();

  protected readonly state = inject(InboxState);
  protected readonly texts = inject(Texts);
  protected readonly tabs = TABS;
  readonly #store = inject(AlertsStore);
  readonly #live = inject(Live);
  readonly #actions = inject(AlertActions);
  protected readonly snoozeMenu = viewChild(SnoozeMenu);
  protected readonly search = viewChild.required<ElementRef<HTMLInputElement>>('search');

  protected readonly severities = computed((): readonly MenuChoice[] =>
    SEVERITIES.map((value) => ({ value, label: this.texts.t(`alert.severity.${value}`) })),
  );
  protected readonly sites = computed((): readonly MenuChoice[] =>
    this.state.choices().sites.map((value) => ({
      value,
      label: value === '' ? this.texts.t('fleet.noSite') : value,
    })),
  );
  protected readonly rules = computed((): readonly MenuChoice[] =>
    this.state.choices().rules.map(({ id, name }) => ({ value: id, label: name })),
  );
  protected readonly groupings = computed((): readonly MenuChoice[] =>
    GROUPINGS.map((value) => ({ value, label: this.texts.t(`alerts.group.${value}`) })),
  );
  protected readonly nothing = computed((): Nothing => {
    if (!this.state.none()) return null;
    const { recent } = this.state;
    if (this.state.query().tab === 'recent') {
      if (recent.fault() !== null) return 'fault';
      if (!recent.loaded()) return 'loading';
    } else if (!this.#store.loaded()) return this.#live.lost() ? 'fault' : 'loading';
    return this.state.narrowed() && this.state.total() > 0 ? 'nothing-found' : 'calm';
  });
  protected readonly allPicked = computed(() => {
    const picked = this.state.picked().length;
    return picked > 0 && picked === this.state.pickable().length;
  });

  focusSearch(): void {
    this.search().nativeElement.focus();
  }

  /** Opens the menu of the bar; false while nothing is picked. */
  openSnooze(): boolean {
    this.snoozeMenu()?.open();
    return this.snoozeMenu() !== undefined;
  }

  protected count(tab: Tab): string {
    const n = this.state.counts().get(tab) ?? 0;
    return tab === 'recent' || n === 0 ? '' : String(n);
  }

  protected heading({ by, name }: InboxSection): string {
    if (by === 'solved') return this.texts.t('alerts.solvedToday');
    return name ?? this.texts.t(by === 'site' ? 'fleet.noSite' : 'alert.installation');
  }

  protected countOf({ n, atLeast }: Total): string {
    const number = this.texts.numbers().fixed(n, 0);
    return atLeast ? this.texts.t('alerts.atLeast', { n: number }) : number;
  }

  protected groupBy(group: string): void {
    this.state.change({ group: group as Grouping });
  }

  protected async acknowledge(): Promise<void> {
    const fresh = this.state.picked().filter(({ acknowledged }) => acknowledged === null);
    if (fresh.length === 0 || (await this.#actions.acknowledge(fresh))) this.state.pickNone();
  }

  protected again(): void {
    if (this.state.query().tab === 'recent') void this.state.recent.read();
    else this.#live.tryNow();
  }
}
