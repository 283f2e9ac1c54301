import { computed, inject, untracked, type Signal } from '@angular/core';
import type { Presence } from '@sensorium/contracts';
import { AlertsStore } from '../../data/alerts-store';
import { Seconds } from '../../data/clocks';
import type { DeviceEntry } from '../../data/device-entry';
import { beatOf, cardMetrics } from '../../data/device-values';
import { FleetStore } from '../../data/fleet-store';
import { shownPresence } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Times } from '../../ui/format/times';
import { deviceIcon } from '../../ui/icon/device-icon';
import { causeWords } from '../../ui/texts/cause-words';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { meaningOf } from '../../ui/texts/value-words';
import type { Tone } from '../../widgets/reading/reading';
import { heldSince } from './held-since';

/** Values beside the large one. */
const OTHERS = 2;

/** A value as it is shown. */
export interface Shown {
  label: string;
  text: string;
  unit: string | null;
  /** Its unit was guessed from the metric's name. */
  guessed: boolean;
  word: boolean;
  /** Measured time, ms of the server's clock; NaN without a value. */
  t: number;
}

const NOTHING: Shown = { label: '', text: '–', unit: null, guessed: false, word: false, t: NaN };

/**
 * What cards and rows show of a device, as signals. Follows frames and seconds only while `seen`. To be made
 * while a component is.
 */
export class DeviceModel {
  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  readonly #times = inject(Times);
  readonly #texts = inject(Texts);
  readonly #seconds = inject(Seconds);
  readonly #alerts = inject(AlertsStore);

  constructor(
    readonly entry: Signal<DeviceEntry>,
    readonly seen: Signal<boolean>,
  ) {}

  /** The server's time, ms; once known, it moves only while the device is on screen. */
  readonly now = computed(() => {
    const known = untracked(this.#seconds.now);
    return this.seen() || Number.isNaN(known) ? this.#seconds.now() : known;
  });
  readonly stamp = computed(() => {
    if (this.seen()) this.#store.version();
    return this.entry().stamp;
  });
  readonly device = computed(() => (this.stamp(), this.entry().device));
  readonly presence = computed((): Presence => {
    this.#store.presence();
    return shownPresence(this.device().presence, this.#live.lost());
  });
  readonly out = computed(() => this.device().outOfService);
  /** The most urgent incident that has fired; null for none. */
  readonly alert = computed(() => this.#alerts.worstByDevice().get(this.entry().uid) ?? null);
  readonly icon = computed(() => deviceIcon(this.device().kind));
  readonly metrics = computed(() => cardMetrics(this.device().metrics, OTHERS));
  readonly hero = computed(() => this.shown(this.metrics().hero));
  readonly others = computed(() => this.metrics().others.map((place) => this.shown(place)));

  readonly fresh = computed(() => this.presence() === 'live' && this.#live.up());
  readonly quiet = computed(
    () => this.out() !== null || ['offline', 'unknown', 'never'].includes(this.presence()),
  );
  readonly tone = computed((): Tone => {
    const state = this.presence();
    if (state === 'live' || state === 'late') return 'fresh';
    return state === 'stale' || state === 'unknown' ? 'old' : 'gone';
  });
  /**
   * Age of the value: as soon as it is not live, and always for what has no rhythm. A state that is live tells instead
   * since when it holds, if that is known.
   */
  readonly age = computed(() => {
    const { t, word } = this.hero();
    if (Number.isNaN(t) || (this.fresh() && !word && this.#interval() !== null)) return null;
    if (!this.fresh() || !word) return this.#times.age(t, this.now());
    const points = this.points();
    const since = points ? heldSince(points) : NaN;
    return Number.isNaN(since)
      ? null
      : this.#texts.t('alert.device.since', { time: this.#times.clock(since) });
  });
  /** How long ago the newest message came; null if none has. */
  readonly seenAgo = computed(() => {
    this.stamp();
    return this.ageOf(this.entry().seenAt);
  });
  /** The state as a word. */
  readonly state = computed(() =>
    this.out() === null ? this.#texts.t(`presence.${this.presence()}`) : this.#texts.t('fleet.out.word'),
  );
  /** Class with the colour of the state. */
  readonly colour = computed(() => `c-${this.out() === null ? this.presence() : 'never'}`);
  /** Why the device is not live, or why it is out of service; null if there is nothing to say. */
  readonly cause = computed(() => {
    const out = this.out();
    if (out !== null) {
      const date = this.#times.date(out.since);
      return this.#texts.t(out.note === '' ? 'fleet.out.since' : 'fleet.out.note', { date, note: out.note });
    }
    if (this.presence() === 'live') return null;
    if (this.#live.lost() && this.presence() === 'unknown') return this.#texts.t('cause.viewer');
    const { cause, silentFrom } = this.entry();
    return causeWords(this.#texts, this.#times, cause, this.now() - silentFrom);
  });
  readonly every = computed(() => {
    const beat = beatOf(this.device().metrics);
    if (beat === null) return this.#texts.t('fleet.onChange');
    return this.#texts.t('fleet.every', { interval: this.#times.interval(beat) });
  });

  readonly points = computed(() => {
    this.device();
    const row = this.entry().rows[this.metrics().hero];
    return row === undefined ? undefined : this.#store.series.points(row);
  });
  readonly stepped = computed(() => this.device().metrics[this.metrics().hero]?.kind === 'boolean');
  readonly until = computed(() => (this.fresh() && !this.stepped() ? NaN : this.now()));
  readonly gapMs = computed(() => {
    const interval = this.#interval();
    return interval === null ? Infinity : Math.max(3 * interval, interval + 3000);
  });

  readonly #interval = computed(() => this.device().metrics[this.metrics().hero]?.interval ?? null);

  /** How old something of the time `t` is; null if `t` is none. */
  ageOf(t: number): string | null {
    if (Number.isNaN(t)) return null;
    return this.fresh() ? this.#times.duration(this.now() - t) : this.#times.age(t, this.now());
  }

  /** The metric at `place` of the device, as it is now. */
  shown(place: number): Shown {
    this.stamp();
    const metric = this.device().metrics[place];
    const row = this.entry().rows[place];
    if (!metric || row === undefined) return NOTHING;
    const label = metricTitle(this.#texts, metric);
    const { series } = this.#store;
    const t = series.time(row);
    const value = series.text(row) ?? series.number(row);
    if (Number.isNaN(value)) return { ...NOTHING, label };
    const word = meaningOf(this.#texts, metric, value);
    if (word !== undefined) return { ...NOTHING, label, text: word, word: true, t };
    const text = this.#texts.measured(Number(value), metric.unit, series.decimals(row));
    const guessed = metric.unitSource === 'guessed';
    return { label, text, unit: this.#texts.unit(metric.unit), guessed, word: false, t };
  }
}
