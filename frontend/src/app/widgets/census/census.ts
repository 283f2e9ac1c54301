import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import type { Presence } from '@sensorium/contracts';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';

/** One state and how many devices have it. */
export interface CensusCount {
  state: Presence;
  count: number;
}

/** Up to so many devices each have a tick of their own; more are shown as shares. */
const MOST_TICKS = 120;

/** How many devices have each state, zero included, and below one tick a device. Each count filters by its state. */
@Component({
  selector: 'sn-census',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark],
  templateUrl: './census.html',
  styleUrl: './census.css',
})
export class CensusBar {
  /** All six states in the order of the boxes. */
  readonly counts = input.required<readonly CensusCount[]>();
  /** The states in the order of the ticks. */
  readonly order = input.required<readonly Presence[]>();
  /** The state that is filtered by. */
  readonly only = model<Presence | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly total = computed(() => this.counts().reduce((sum, { count }) => sum + count, 0));
  protected readonly asTicks = computed(() => this.total() <= MOST_TICKS);
  protected readonly ordered = computed(() => {
    const counts = new Map(this.counts().map(({ state, count }) => [state, count]));
    return this.order()
      .map((state) => ({ state, count: counts.get(state) ?? 0 }))
      .filter(({ count }) => count > 0);
  });
  protected readonly ticks = computed(() =>
    this.ordered().flatMap(({ state, count }) => Array.from({ length: count }, () => state)),
  );

  protected number(count: number): string {
    return this.texts.numbers().fixed(count, 0);
  }

  protected toggle(state: Presence): void {
    this.only.update((only) => (only === state ? null : state));
  }
}
