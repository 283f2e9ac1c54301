import { Injectable, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { Alert } from '@sensorium/contracts';
import { AlertsStore } from '../../data/alerts-store';
import { Seconds } from '../../data/clocks';
import { isNarrowed, paramsOf, queryFrom, widened, type InboxQuery } from './inbox-query';
import {
  belowOf,
  byEnd,
  choicesOf,
  matches,
  sectionsOf,
  solvedSince,
  tabCounts,
  tabOf,
  type InboxRow,
  type InboxSection,
} from './inbox-rows';
import { RecentAlerts } from './recent-alerts';

/** Words are written to the address when the viewer pauses so long, ms. */
const WRITING_MS = 400;
/** Incidents of the last day that stand below the open ones. */
const FEW_SOLVED = 5;
const DAY = 86_400_000;

/** Marks navigations that only write the query down: the page shows it already. */
const OWN = { inboxQuery: 'own' };

/** What the viewer asked for, which incidents answer it, and which of them are picked. One for each alerts page. */
@Injectable()
export class InboxState {
  readonly #store = inject(AlertsStore);
  readonly #seconds = inject(Seconds);
  readonly #router = inject(Router);
  readonly recent = inject(RecentAlerts);
  readonly #query = signal(queryFrom(inject(ActivatedRoute).snapshot.queryParamMap));
  readonly #picked = signal<ReadonlySet<string>>(new Set());
  #writing?: ReturnType<typeof setTimeout>;

  readonly query = this.#query.asReadonly();
  readonly narrowed = computed(() => isNarrowed(this.query()));
  /** Server's time, ms; moves only where something depends on it. */
  readonly #now = this.#store.now;
  readonly counts = computed(() => tabCounts(this.#store.alerts(), this.#now()));
  readonly pending = computed(
    () => [...this.#store.alerts().values()].filter(({ state }) => state === 'pending').length,
  );
  /** Everything that the tab has, whatever is searched for. */
  readonly #all = computed((): readonly Alert[] => {
    const known = this.#store.alerts();
    const { tab } = this.query();
    if (tab === 'recent') return this.recent.alerts();
    return [...known.values()].filter((alert) => tabOf(alert, known, this.#now()) === tab);
  });
  readonly total = computed(() => this.#all().length);
  readonly choices = computed(() => choicesOf(this.#all()));
  readonly #found = computed(() => this.#all().filter((alert) => matches(alert, this.query())));
  readonly sections = computed((): readonly InboxSection[] => {
    const { tab, group } = this.query();
    const rows = this.#rowsOf(this.#found());
    if (tab !== 'recent') return [...sectionsOf(rows, group), ...this.#solved()];
    if (rows.length === 0) return [];
    const sorted = rows.sort((a, b) => byEnd(a.alert, b.alert));
    const total = { n: sorted.length, atLeast: this.recent.next() !== null };
    return [{ key: 'recent', by: 'none', name: null, rows: sorted, total }];
  });
  /** Incidents in the order of the list. */
  readonly rows = computed(() => this.sections().flatMap(({ rows }) => rows.map(({ alert }) => alert)));
  /** Nothing of the tab is found; what stands below it does not count. */
  readonly none = computed(() => this.#found().length === 0);
  /** Those of the list that are picked; what is over can no longer be. */
  readonly picked = computed(() =>
    this.rows().filter(({ id, state }) => state !== 'resolved' && this.#picked().has(id)),
  );
  readonly pickable = computed(() => this.rows().filter(({ state }) => state !== 'resolved'));

  constructor() {
    inject(ActivatedRoute)
      .queryParamMap.pipe(takeUntilDestroyed())
      .subscribe((params) => {
        if (this.#router.currentNavigation()?.extras.info !== OWN) this.#query.set(queryFrom(params));
      });
  }

  isPicked(id: string): boolean {
    return this.#picked().has(id);
  }

  pick(id: string): void {
    const picked = new Set(this.#picked());
    if (!picked.delete(id)) picked.add(id);
    this.#picked.set(picked);
  }

  /** Picks all of the list, or none if all are. */
  pickAll(): void {
    const all = this.pickable();
    this.#picked.set(new Set(this.picked().length === all.length ? [] : all.map(({ id }) => id)));
  }

  pickNone(): void {
    this.#picked.set(new Set());
  }

  /** Changes parts of the query, at once on the page and as a step of the browser's history. */
  change(part: Partial<InboxQuery>): void {
    clearTimeout(this.#writing);
    if (part.tab !== undefined) this.pickNone();
    this.#query.update((query) => ({ ...query, ...part }));
    this.#write(false);
  }

  /** Changes the words, at once on the page; the address follows when the viewer pauses. */
  search(q: string): void {
    this.#query.update((query) => ({ ...query, q }));
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => {
      this.#write(true);
    }, WRITING_MS);
  }

  clear(): void {
    this.change(widened(this.query()));
  }

  /** Puts `value` into a list of the query, or takes it out. */
  toggle(list: 'severities' | 'sites' | 'rules', value: string): void {
    const values: readonly string[] = this.query()[list];
    const without = values.filter((one) => one !== value);
    this.change({ [list]: without.length < values.length ? without : [...values, value] });
  }

  /** What was solved within a day stands below what is open. */
  #solved(): readonly InboxSection[] {
    if (this.query().tab !== 'open') return [];
    const since = this.#seconds.minute() - DAY;
    const found = this.recent.alerts().filter((alert) => matches(alert, this.query()));
    const total = solvedSince(found, since, this.recent.next() !== null);
    if (total.n === 0) return [];
    const solved = found.toSorted(byEnd).slice(0, Math.min(FEW_SOLVED, total.n));
    return [{ key: 'solved', by: 'solved', name: null, rows: this.#rowsOf(solved), total }];
  }

  #rowsOf(alerts: readonly Alert[]): InboxRow[] {
    const below = belowOf(this.#store.alerts());
    return alerts.map((alert) => ({ alert, below: below.get(alert.id) ?? 0 }));
  }

  #write(replaceUrl: boolean): void {
    const queryParams = paramsOf(this.#query());
    void this.#router.navigate([], {
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl,
      info: OWN,
      scroll: 'manual',
    });
  }
}
