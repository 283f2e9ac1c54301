import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { SilencePreview } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { saidOf } from '../../data/fault-words';
import { Seconds } from '../../data/clocks';
import { MatcherData } from '../../data/matcher-choices';
import { NotifyApi } from '../../data/notify-api';
import { timeWords } from '../../ui/range/time-words';
import { isZone, viewerZone } from '../../ui/range/zones';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';
import { MatchersField } from '../../widgets/fields/matchers-field';
import { matchesAll } from '../../widgets/fields/matchers';
import { readSilence, withRepeat, type Repeat, type SilenceDraft } from './silence-draft';

const REPEATS: readonly Repeat[] = ['once', 'weekly', 'cron'];
/** Who types on within this time does not ask, ms. */
const PAUSE_MS = 250;
const MOST_TIMES = 4;
const DAYS = [1, 2, 3, 4, 5, 6, 0];

/** One silence as a form; says what it would cover now, and when. */
@Component({
  selector: 'sn-silence-editor',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatchersField],
  templateUrl: './silence-editor.html',
  styleUrl: './silence-editor.css',
  host: { 'data-testid': 'silence-editor' },
})
export class SilenceEditor {
  /** Null for a new one. */
  readonly id = input.required<string | null>();
  readonly start = input.required<SilenceDraft>();
  readonly saved = output();
  readonly closed = output();

  protected readonly texts = inject(Texts);
  protected readonly matchers = inject(MatcherData);
  readonly #api = inject(NotifyApi);
  readonly #viewer = inject(Viewer);
  readonly #seconds = inject(Seconds);
  protected readonly repeats = REPEATS;
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly draft = linkedSignal(() => this.start());
  readonly #reading = computed(() => readSilence(this.draft()));
  readonly #said = signal<ReadonlyMap<string, string>>(new Map());
  readonly #tried = signal(false);
  readonly #preview = signal<SilencePreview | null>(null);
  protected readonly saving = signal(false);
  protected readonly refused = signal('');
  protected readonly all = computed(() => matchesAll(this.draft().matchers));
  protected readonly days = computed(() => {
    const format = new Intl.DateTimeFormat(this.texts.language(), { weekday: 'short', timeZone: 'UTC' });
    return DAYS.map((value) => ({ value, label: format.format(Date.UTC(2026, 0, 4 + value, 12)) }));
  });
  protected readonly covers = computed(() => {
    const preview = this.#preview();
    if (!preview) return null;
    const names = preview.devices.slice(0, 5).map(({ name }) => name);
    const more = preview.deviceCount > names.length ? ', …' : '';
    return {
      devices: `${this.texts.count('rules.nDevices', preview.deviceCount)}${names.length > 0 ? `: ${names.join(', ')}${more}` : ''}`,
      alerts: this.texts.count('silences.coversAlerts', preview.alerts.length),
      times: preview.times.slice(0, MOST_TIMES).map((time) => this.#time(time)),
    };
  });

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let abort: AbortController | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      abort?.abort();
    };
    effect(() => {
      const { body, faults } = this.#reading();
      stop();
      if ([...faults.keys()].some((field) => field !== 'author' && field !== 'reason')) return;
      const one = (abort = new AbortController());
      timer = setTimeout(() => {
        const whole = { ...body, author: body.author || '-', reason: body.reason || '-' };
        void this.#api.previewSilence(whole, one.signal).then(
          (preview) => {
            this.#preview.set(preview);
          },
          (error: unknown) => {
            if (!one.signal.aborted) this.#notPreviewed(error);
          },
        );
      }, PAUSE_MS);
    });
    inject(DestroyRef).onDestroy(stop);
  }

  protected change(change: Partial<SilenceDraft>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
    this.#said.set(new Map());
    this.refused.set('');
  }

  protected repeatBy(repeat: Repeat): void {
    this.change(withRepeat(this.draft(), repeat));
  }

  protected toggleDay(day: number): void {
    const { days } = this.draft();
    this.change({ days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day] });
  }

  protected faultAt(field: string): string | null {
    const said = this.#said().get(field);
    if (said !== undefined) return said;
    const fault = this.#reading().faults.get(field);
    if (fault === undefined || (fault === 'missing' && !this.#tried())) return null;
    return this.texts.t(`silences.fault.${fault}`);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.#tried.set(true);
    const { body, faults } = this.#reading();
    if (faults.size > 0 || this.saving()) return;
    this.saving.set(true);
    try {
      await this.#api.saveSilence(body, this.id());
      if (this.#viewer.name() === '') this.#viewer.call(body.author);
      this.saved.emit();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.refused.set(saidOf(error));
      this.#said.set(new Map(error.details.map(({ path, message }) => [path, message])));
    } finally {
      this.saving.set(false);
    }
  }

  #notPreviewed(error: unknown): void {
    if (!(error instanceof ApiFault)) throw error;
    this.#preview.set(null);
    this.refused.set(saidOf(error));
  }

  #time({ from, to }: { from: number; to: number }): string {
    const zone = isZone(this.draft().zone) ? this.draft().zone : viewerZone();
    const words = timeWords(zone, this.texts.language());
    const [start, end] = words.stretch({ from, to }, this.#seconds.minute() || Date.now());
    return this.texts.t('range.stretch', { from: start, to: end });
  }
}
