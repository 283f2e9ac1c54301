import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Metric } from '@sensorium/contracts';
import { shownPresence } from '../../data/fleet-view';
import { Times } from '../../ui/format/times';
import { Mark } from '../../ui/mark/mark';
import { metricTitle } from '../../ui/texts/metric-title';
import { seriesText, seriesWord } from '../../ui/texts/series-words';
import { Texts } from '../../ui/texts/texts';
import { ReadingValue, type Tone } from '../../widgets/reading/reading';
import { dayAt } from './day-range';
import { dayStart, seenState, type DeviceHistory } from './history';
import { excessOf } from './limits';
import { emsOf } from './value-width';

/** One metric at the present: its value, how old it is as soon as it is not live, and what it did today. */
@Component({
  selector: 'sn-value-tile',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, ReadingValue],
  templateUrl: './value-tile.html',
  styleUrl: './value-tile.css',
  host: {
    'data-testid': 'value',
    role: 'group',
    '[attr.data-metric]': 'metric().name',
    '[attr.data-state]': 'state()',
    '[attr.aria-label]': 'title()',
    '[class.lead]': 'lead()',
  },
})
export class ValueTile {
  readonly metric = input.required<Metric>();
  readonly history = input.required<DeviceHistory>();
  readonly version = input.required<number>();
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();
  /** The line is down: nothing may pass for fresh. */
  readonly lost = input(false);
  /** The first value of the page, larger than the others. */
  readonly lead = input(false);

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #history = computed(() => this.history().of(this.metric().name));

  protected readonly title = computed(() => metricTitle(this.texts, this.metric()));
  protected readonly state = computed(() => shownPresence(this.metric().state, this.lost()));
  protected readonly number = computed(() => this.metric().kind === 'number');
  readonly #newest = computed(() => {
    this.version();
    const { track } = this.#history();
    if (track.length > 0) return { t: track.newest, v: track.value(track.length - 1) };
    const { latest } = this.metric();
    return { t: latest?.t ?? NaN, v: latest === null ? NaN : Number(latest.value) };
  });
  /** The value is a word, even if it is sent as a number. */
  protected readonly word = computed(() => {
    const { v } = this.#newest();
    return !this.number() || seriesWord(this.texts, this.metric(), this.#history(), v) !== undefined;
  });
  protected readonly unit = computed(() => (this.word() ? null : this.texts.unit(this.metric().unit)));
  protected readonly text = computed(() =>
    seriesText(this.texts, this.metric(), this.#history(), this.#newest().v),
  );
  protected readonly ems = computed(() => emsOf(this.text(), this.unit()));
  protected readonly tone = computed((): Tone => {
    const state = this.state();
    if (state === 'live' || state === 'late') return 'fresh';
    return state === 'stale' || state === 'unknown' ? 'old' : 'gone';
  });
  protected readonly excess = computed(() => {
    const { v } = this.#newest();
    const excess = this.number() ? excessOf(this.metric(), v) : undefined;
    if (!excess) return null;
    const by = this.texts.difference(excess.by, this.metric().unit, this.#history().decimals);
    const key = excess.limit.side === 'above' ? 'device.over' : 'device.under';
    return { severity: excess.limit.severity, text: this.texts.t(key, { by }) };
  });
  /** Age of the value, with its state where a mark tells it. */
  protected readonly age = computed(() => {
    const { t } = this.#newest();
    const state = this.state();
    if (Number.isNaN(t) || state === 'live') return null;
    const word = this.texts.t(`presence.${state}`);
    return this.texts.t('device.aged', { age: this.#times.age(t, this.now()), state: word.toLowerCase() });
  });
  protected readonly today = computed(() =>
    this.age() !== null ? '' : this.word() ? this.#since() : this.#range(),
  );

  /** Lowest and highest value of the day at the site. */
  #range(): string {
    this.version();
    const day = dayAt(this.#history().day, this.now());
    if (!day) return '';
    const [low, high] = [this.#amount(day.min), this.#amount(day.max)];
    if (day.since <= day.begins) return this.texts.t('device.today', { low, high });
    return this.texts.t('device.todaySince', { low, high, time: this.#times.clock(day.since) });
  }

  #amount(value: number): string {
    return seriesText(this.texts, this.metric(), this.#history(), value);
  }

  #since(): string {
    const seen = seenState(this.#history(), dayStart(this.now()));
    if (!seen) return '';
    const { since, changes, seenFrom } = seen;
    if (Number.isNaN(since))
      return this.texts.t('device.sinceAtLeast', { time: this.#times.clock(seenFrom) });
    const duration = this.#times.duration(this.now() - since);
    const lasted = this.texts.t('device.sinceFor', { time: this.#times.clock(since), duration });
    return changes < 2 ? lasted : `${lasted}, ${this.texts.count('device.changes', changes)}`;
  }
}
