import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { FleetStore } from '../../data/fleet-store';
import { shownPresence } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { paced } from '../../ui/schedule/paced';
import { search } from '../../ui/search/search';
import { Texts } from '../../ui/texts/texts';
import { meaningOf } from '../../ui/texts/value-words';
import { candidatesOf, grouped, type Candidate } from './candidates';
import { MOST_SERIES } from './explore-query';
import { NONE } from '../../ui/texts/series-words';

/** Series that are listed at once; a search finds the others. */
const MOST_LISTED = 120;
const LEAP = 8;
/** Last values are written anew at most so often, ms. */
const PACE_MS = 1000;

/** Picks series of the whole fleet: search, arrows and Enter, or the pointer. Stays open for several. */
@Component({
  selector: 'sn-series-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark],
  templateUrl: './series-picker.html',
  styleUrl: './series-picker.css',
  host: { 'data-testid': 'picker' },
})
export class SeriesPicker {
  /** Names of what is picked. */
  readonly picked = input.required<ReadonlySet<string>>();
  readonly full = input.required<boolean>();
  /** Name of a series that is to be picked, or let go. */
  readonly toggled = output<string>();
  readonly closed = output();

  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly most = MOST_SERIES;
  protected readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  readonly #values = paced(() => {
    this.#store.version();
  }, PACE_MS);
  protected readonly query = signal('');
  protected readonly active = signal(0);

  readonly #all = computed(() => candidatesOf(this.texts, this.#store.devices()));
  readonly #found = computed(() => search(this.#all(), this.query(), ({ words }) => words));
  protected readonly groups = computed(() => grouped(this.#found().slice(0, MOST_LISTED)));
  /** In the order in which they stand. */
  protected readonly listed = computed(() => this.groups().flatMap(({ candidates }) => candidates));
  readonly #places = computed(() => new Map(this.listed().map(({ name }, place) => [name, place])));
  protected readonly summary = computed(() => {
    if (this.full()) return this.texts.t('explore.picker.full', { most: MOST_SERIES });
    const found = this.#found().length;
    if (found > MOST_LISTED)
      return this.texts.t('explore.picker.more', { shown: MOST_LISTED, found: this.#whole(found) });
    return this.texts.count('explore.picker.found', found);
  });

  constructor() {
    afterNextRender(() => {
      this.field().nativeElement.focus({ preventScroll: true });
    });
    effect(() => {
      const place = this.active();
      untracked(() => {
        this.list().nativeElement.querySelector(`#pick-${place}`)?.scrollIntoView({ block: 'nearest' });
      });
    });
  }

  protected placeOf({ name }: Candidate): number {
    return this.#places().get(name) ?? -1;
  }

  protected presence({ entry, metric }: Candidate): ReturnType<typeof shownPresence> {
    const state = entry.device.presence === 'live' ? metric.state : entry.presence;
    return shownPresence(state, this.#live.lost());
  }

  /** Its newest value, without unit. */
  protected value({ metric, row }: Candidate): string {
    this.#values();
    if (row < 0) return NONE;
    const { series } = this.#store;
    const value = series.text(row) ?? series.number(row);
    if (Number.isNaN(value)) return NONE;
    const word = meaningOf(this.texts, metric, value);
    return word ?? this.texts.measured(Number(value), metric.unit, series.decimals(row));
  }

  protected search(text: string): void {
    this.query.set(text);
    this.active.set(0);
  }

  protected key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.closed.emit();
      return;
    }
    const here = this.listed()[this.active()];
    if (event.key === 'Enter' && here && !event.isComposing) {
      event.preventDefault();
      this.choose(here);
      return;
    }
    const steps = STEPS.get(event.key);
    if (steps === undefined) return;
    event.preventDefault();
    const last = Math.max(0, this.listed().length - 1);
    this.active.update((place) => Math.min(last, Math.max(0, place + steps)));
  }

  protected choose(candidate: Candidate): void {
    if (this.full() && !this.picked().has(candidate.name)) return;
    this.active.set(this.placeOf(candidate));
    this.toggled.emit(candidate.name);
  }

  #whole(n: number): string {
    return this.texts.numbers().fixed(n, 0);
  }
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', LEAP],
  ['PageUp', -LEAP],
]);
