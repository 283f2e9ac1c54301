import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { FleetStore } from '../../data/fleet-store';
import { Texts } from '../../ui/texts/texts';
import { axesOf, sideOf, type Side } from './axes';
import { looksLikeCounter } from './counters';
import {
  MOST_SERIES,
  paramsOf,
  queryFrom,
  toggled,
  withSeries,
  withoutSeries,
  type ExploreQuery,
} from './explore-query';
import { lookAt, placesOf, type Look } from './looks';
import { findable, resolve, type Picked } from './picked';

/** A number among the picked series, and how it is drawn. */
export interface DrawnNumber extends Picked {
  look: Look;
  hidden: boolean;
  side: Side;
  /** It counts up: by its unit or name, or since somebody said so. */
  counter: boolean;
  /** It is counted only since somebody said so. */
  chosen: boolean;
}

/** What the viewer picked and how it is to be shown. One for each page; it stands in the address. */
@Injectable()
export class ExploreState {
  readonly #store = inject(FleetStore);
  readonly #texts = inject(Texts);
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #query = signal(queryFrom(this.#route.snapshot.queryParamMap));
  #written = JSON.stringify(this.#query());
  #pending = 0;

  readonly query = this.#query.asReadonly();
  readonly #devices = computed(() => findable(this.#store.devices()));
  readonly #resolved = computed(() => {
    this.#store.presence();
    return resolve(this.query().series, this.#devices());
  });
  readonly picked = computed(() => this.#resolved().picked);
  /** Names in the address that stand for nothing, once the fleet is known. */
  readonly unknown = computed(() => (this.#store.loaded() ? this.#resolved().unknown : []));
  readonly full = computed(() => this.query().series.length >= MOST_SERIES);
  readonly #places = linkedSignal<readonly string[], ReadonlyMap<string, number>>({
    source: () => this.#numbersPicked().map(({ name }) => name),
    computation: (names, before) => placesOf(before?.value ?? new Map<string, number>(), names),
  });
  /** The units that have a value axis, as the viewer sees them. */
  readonly axes = computed(() => {
    const totals = this.query().kind === 'totals';
    const drawn = this.#numbersPicked().filter(
      (one) => !this.isHidden(one) && (!totals || this.isCounter(one)),
    );
    return axesOf(drawn.map(({ metric }) => this.#texts.unit(metric.unit)));
  });
  /** All numbers in the order in which they were picked. */
  readonly numbers = computed((): readonly DrawnNumber[] =>
    this.#numbersPicked().map((one) => ({
      ...one,
      look: lookAt(this.#places().get(one.name) ?? 0),
      hidden: this.isHidden(one),
      side: sideOf(this.axes(), this.#texts.unit(one.metric.unit)),
      counter: this.isCounter(one),
      chosen: !looksLikeCounter(one.metric),
    })),
  );
  /** Booleans and texts, in the order in which they were picked. */
  readonly states = computed(() => this.picked().filter(({ metric }) => metric.kind !== 'number'));
  readonly shownStates = computed(() => this.states().filter((one) => !this.isHidden(one)));
  /** The lines or bars that are drawn. */
  readonly drawn = computed(() => {
    const totals = this.query().kind === 'totals';
    return this.numbers().filter(
      ({ hidden, side, counter }) => !hidden && side !== 'none' && (counter || !totals),
    );
  });

  constructor() {
    this.#route.queryParamMap.pipe(takeUntilDestroyed()).subscribe((params) => {
      const query = queryFrom(params);
      if (this.#pending > 0 || JSON.stringify(query) === this.#written) return;
      this.#written = JSON.stringify(query);
      this.#query.set(query);
    });
  }

  isPicked(name: string): boolean {
    return this.picked().some((one) => one.name === name);
  }

  isHidden({ asked }: Picked): boolean {
    return this.query().hidden.includes(asked);
  }

  isCounter({ asked, metric }: Picked): boolean {
    return looksLikeCounter(metric) || this.query().counted.includes(asked);
  }

  /** Changes parts of what is shown, as a step of the browser's own way back. */
  change(part: Partial<ExploreQuery>): void {
    this.#go({ ...this.#query(), ...part });
  }

  /** Picks a series, or lets it go. */
  toggle(name: string): void {
    const known = this.picked().find((one) => one.name === name);
    if (known) this.remove(known.asked);
    else this.#go(withSeries(this.#query(), [name]));
  }

  /** Lets a series go, by its name in the address. */
  remove(asked: string): void {
    this.#go(withoutSeries(this.#query(), asked));
  }

  show(asked: string): void {
    this.change({ hidden: toggled(this.#query().hidden, asked) });
  }

  count(asked: string): void {
    this.change({ counted: toggled(this.#query().counted, asked) });
  }

  /** Shows this series alone, or all again if it is alone already. */
  showAlone(asked: string): void {
    const others = this.#query().series.filter((one) => one !== asked);
    const alone = others.every((one) => this.#query().hidden.includes(one));
    this.change({ hidden: alone ? [] : others });
  }

  #numbersPicked(): readonly Picked[] {
    return this.picked().filter(({ metric }) => metric.kind === 'number');
  }

  #go(query: ExploreQuery): void {
    this.#query.set(query);
    this.#written = JSON.stringify(query);
    this.#pending++;
    void this.#router
      .navigate([], {
        relativeTo: this.#route,
        queryParams: paramsOf(query),
        queryParamsHandling: 'merge',
        scroll: 'manual',
      })
      .finally(() => this.#pending--);
  }
}
