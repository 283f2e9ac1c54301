import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { Silence } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import { MatcherData } from '../../data/matcher-choices';
import { NotifyApi } from '../../data/notify-api';
import { Icon } from '../../ui/icon/icon';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';
import { NO_MATCHERS, matcherWords, matchersDraft } from '../../widgets/fields/matchers';
import { PageNote } from '../../widgets/page-note/page-note';
import { SilenceEditor } from './silence-editor';
import { newSilence, silenceDraft, type SilenceDraft } from './silence-draft';
import { Times } from '../../ui/format/times';

type Part = 'active' | 'coming' | 'ended';
const PARTS: readonly Part[] = ['active', 'coming', 'ended'];

interface Row {
  silence: Silence;
  words: readonly string[];
  when: string;
}

/** Silences: which alerts are kept quiet, when, by whom and why. */
@Component({
  selector: 'sn-silences',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, PageNote, RouterLink, SilenceEditor],
  templateUrl: './silences.html',
  styleUrls: ['../../ui/page/page-head.css', './silences.css'],
})
export class SilencesPage {
  readonly #api = inject(NotifyApi);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #viewer = inject(Viewer);
  readonly #times = inject(Times);
  readonly #matchers = inject(MatcherData);
  readonly #snackBar = inject(MatSnackBar);
  readonly #query = toSignal(inject(ActivatedRoute).queryParamMap);
  readonly #silences = signal<readonly Silence[] | null>(null);
  protected readonly texts = inject(Texts);
  protected readonly failed = signal('');
  /** What is edited: a silence or a new one; null: nothing. */
  protected readonly edited = signal<{ id: string | null; draft: SilenceDraft } | null>(null);
  protected readonly loaded = computed(() => this.#silences() !== null);
  protected readonly total = computed(() => this.#silences()?.length ?? 0);
  protected readonly parts = computed(() =>
    PARTS.map((part) => ({ part, rows: this.#rows(part) })).filter(({ rows }) => rows.length > 0),
  );

  constructor() {
    pageTitle(() => this.texts.t('silences.title'));
    void this.read();
    void this.#matchers.read();
    effect(() => {
      const query = this.#query();
      if (query?.has('site') || query?.has('device'))
        untracked(() => {
          this.add({ sites: query.getAll('site'), devices: query.getAll('device') });
        });
    });
  }

  protected add(matchers: Partial<typeof NO_MATCHERS> = {}): void {
    const draft = newSilence(this.#clock.now() || Date.now(), viewerZone(), this.#viewer.name());
    this.edited.set({ id: null, draft: { ...draft, matchers: { ...NO_MATCHERS, ...matchers } } });
  }

  protected edit(silence: Silence): void {
    this.edited.set({ id: silence.id, draft: silenceDraft(silence, viewerZone()) });
  }

  /** The same again, as a new one. */
  protected again(silence: Silence): void {
    const { from, to } = newSilence(this.#clock.now(), viewerZone(), '');
    this.edited.set({
      id: null,
      draft: { ...silenceDraft(silence, viewerZone()), repeat: 'once', zone: viewerZone(), from, to },
    });
  }

  /** Ends a silence now; it stays in the list. One that repeats goes for good. */
  protected async end(silence: Silence): Promise<void> {
    const now = Math.floor(this.#clock.now());
    try {
      if (silence.repeat === null && silence.from < now) {
        const { matchers, from, zone, author, reason } = silence;
        await this.#api.saveSilence(
          { matchers, from, to: now, repeat: null, zone, author, reason },
          silence.id,
        );
      } else await this.#api.deleteSilence(silence.id);
      this.#snackBar.open(this.texts.t('silences.endedNow'), undefined, { duration: 4000 });
      await this.read();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#snackBar.open(this.texts.t('device.refused', { reason: error.message }), undefined, {
        duration: 8000,
      });
    }
  }

  protected async read(): Promise<void> {
    try {
      this.#silences.set(await this.#api.silences());
      this.failed.set('');
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.failed.set(error.message);
    }
  }

  protected async saved(): Promise<void> {
    this.edited.set(null);
    await this.read();
  }

  #rows(part: Part): Row[] {
    const now = this.#seconds.minute() || Date.now();
    return (this.#silences() ?? [])
      .filter((silence) => partOf(silence) === part)
      .map((silence) => ({ silence, words: this.#words(silence), when: this.#when(silence, now) }));
  }

  #words({ matchers }: Silence): string[] {
    const draft = matchersDraft(matchers);
    const { deviceNames } = this.#matchers.choices();
    const words = matcherWords(
      { ...draft, devices: draft.devices.map((id) => deviceNames.get(id) ?? id) },
      (severity) => this.texts.t(`rules.severity.${severity}`),
      (id) => this.#matchers.choices().rules.get(id) ?? id,
    );
    return words.length > 0 ? words : [this.texts.t('silences.everything')];
  }

  #when({ from, to, repeat, zone, next, active }: Silence, now: number): string {
    const words = timeWords(zone ?? viewerZone(), this.texts.language());
    const [start, end] = words.stretch({ from, to }, now);
    if (repeat === null && active)
      return this.texts.t('silences.until', {
        time: words.when(to, now),
        duration: this.#times.duration(to - now),
      });
    if (repeat === null) return this.texts.t('range.stretch', { from: start, to: end });
    const rhythm =
      repeat.type === 'cron'
        ? this.texts.t('silences.byCron', { cron: repeat.cron })
        : this.texts.t('silences.weekly', {
            days: this.#days(repeat.days),
            from: words.clock(from),
            to: words.clock(to),
          });
    return next === null || active
      ? rhythm
      : `${rhythm}, ${this.texts.t('silences.next', { time: words.when(next, now) })}`;
  }

  #days(days: readonly number[]): string {
    const format = new Intl.DateTimeFormat(this.texts.language(), { weekday: 'short', timeZone: 'UTC' });
    const names = days.map((day) => format.format(Date.UTC(2026, 0, 4 + day, 12)));
    return new Intl.ListFormat(this.texts.language(), { type: 'unit' }).format(names);
  }
}

function partOf({ active, next }: Silence): Part {
  if (active) return 'active';
  return next === null ? 'ended' : 'coming';
}
