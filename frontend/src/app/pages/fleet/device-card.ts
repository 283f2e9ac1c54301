import { ChangeDetectionStrategy, Component, computed, inject, input, untracked } from '@angular/core';
import { Seconds } from '../../data/clocks';
import type { DeviceEntry } from '../../data/device-entry';
import { beatOf, booleanWord, cardMetrics } from '../../data/device-values';
import { FleetStore } from '../../data/fleet-store';
import { shownPresence } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Times } from '../../ui/format/times';
import { deviceIcon } from '../../ui/icon/device-icon';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Seen } from '../../ui/seen/seen';
import { metricKey } from '../../ui/texts/metric-words';
import { Texts } from '../../ui/texts/texts';
import { Arrivals } from '../../widgets/arrivals/arrivals';
import { ReadingValue, type Tone } from '../../widgets/reading/reading';
import { Spark } from '../../widgets/spark/spark';
import { causeText } from './cause-text';

/** Values beside the large one. */
const OTHERS = 2;

interface Shown {
  label: string;
  text: string;
  unit: string | null;
  word: boolean;
  /** Measured time, ms of the server's clock; NaN without a value. */
  t: number;
}

const NOTHING: Shown = { label: '', text: '–', unit: null, word: false, t: NaN };

/** One device: its state, its first number with where it came from, and either why it is silent or its rhythm. */
@Component({
  selector: 'sn-device-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Arrivals, Icon, Mark, ReadingValue, Spark],
  hostDirectives: [Seen],
  templateUrl: './device-card.html',
  styleUrl: './device-card.css',
  host: {
    class: 'card',
    role: 'article',
    'data-testid': 'device-card',
    '[class.quiet]': 'quiet()',
    '[attr.data-uid]': 'entry().uid',
    '[attr.data-presence]': 'presence()',
    '[attr.aria-label]': 'device().name',
  },
})
export class DeviceCard {
  readonly entry = input.required<DeviceEntry>();

  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  readonly #times = inject(Times);
  protected readonly texts = inject(Texts);
  readonly #seconds = inject(Seconds);
  protected readonly seen = inject(Seen).seen;

  /** The server's time, ms; once known, it moves only while the card is on screen. */
  protected readonly now = computed(() => {
    const known = untracked(this.#seconds.now);
    return this.seen() || Number.isNaN(known) ? this.#seconds.now() : known;
  });
  /** Follows the frames only while the card is on screen. */
  protected readonly stamp = computed(() => {
    if (this.seen()) this.#store.version();
    return this.entry().stamp;
  });
  protected readonly device = computed(() => (this.stamp(), this.entry().device));
  protected readonly presence = computed(() => {
    this.#store.presence();
    return shownPresence(this.device().presence, this.#live.lost());
  });
  protected readonly icon = computed(() => deviceIcon(this.device().kind));
  protected readonly metrics = computed(() => cardMetrics(this.device().metrics, OTHERS));
  protected readonly hero = computed(() => this.#shown(this.metrics().hero));
  protected readonly others = computed(() => this.metrics().others.map((place) => this.#shown(place)));
  protected readonly beat = computed(() => beatOf(this.device().metrics));
  protected readonly every = computed(() => {
    const beat = this.beat();
    return beat === null
      ? this.texts.t('fleet.onChange')
      : this.texts.t('fleet.every', { interval: this.#times.interval(beat) });
  });

  protected readonly fresh = computed(() => this.presence() === 'live' && this.#live.up());
  protected readonly quiet = computed(() => ['offline', 'unknown', 'never'].includes(this.presence()));
  protected readonly tone = computed((): Tone => {
    const state = this.presence();
    if (state === 'live' || state === 'late') return 'fresh';
    return state === 'stale' || state === 'unknown' ? 'old' : 'gone';
  });
  /** Age of the value: as soon as it is not live, and always for what has no rhythm. */
  protected readonly age = computed(() => {
    const { t } = this.hero();
    if (Number.isNaN(t) || (this.fresh() && this.#interval() !== null)) return null;
    return this.#times.age(t, this.now());
  });
  protected readonly cause = computed(() =>
    this.presence() === 'live'
      ? null
      : causeText(this.texts, this.#times, this.entry(), this.now(), this.#live.lost()),
  );

  protected readonly points = computed(() => {
    this.device();
    const row = this.entry().rows[this.metrics().hero];
    return row === undefined ? undefined : this.#store.series.points(row);
  });
  protected readonly stepped = computed(() => this.device().metrics[this.metrics().hero]?.kind === 'boolean');
  protected readonly until = computed(() => (this.fresh() && !this.stepped() ? NaN : this.now()));
  protected readonly gapMs = computed(() => {
    const interval = this.#interval();
    return interval === null ? Infinity : Math.max(3 * interval, interval + 3000);
  });

  readonly #interval = computed(() => this.device().metrics[this.metrics().hero]?.interval ?? null);

  #shown(place: number): Shown {
    this.stamp();
    const metric = this.device().metrics[place];
    const row = this.entry().rows[place];
    if (!metric || row === undefined) return NOTHING;
    const key = metricKey(metric.name);
    const label = metric.label ?? (key ? this.texts.t(key) : metric.name);
    const t = this.#store.series.time(row);
    const text = this.#store.series.text(row);
    const number = this.#store.series.number(row);
    if (text !== undefined) return { label, text, unit: metric.unit, word: true, t };
    if (Number.isNaN(number)) return { ...NOTHING, label };
    if (metric.kind === 'boolean') {
      const word = booleanWord(metric.name, number !== 0);
      return { label, text: this.texts.t(`value.${word}`), unit: null, word: true, t };
    }
    const written = this.texts.numbers().measured(number, this.#store.series.decimals(row));
    return { label, text: written, unit: metric.unit, word: false, t };
  }
}
