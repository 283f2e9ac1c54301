import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { SilenceBody, SilencePreview } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { DraftForm } from '../../data/draft-form';
import { saidOf } from '../../data/fault-words';
import { Seconds } from '../../data/clocks';
import { MatcherData } from '../../data/matcher-choices';
import { NotifyApi } from '../../data/notify-api';
import { Icon } from '../../ui/icon/icon';
import { MomentField } from '../../ui/moment/moment-field';
import { timeWords } from '../../ui/range/time-words';
import { isZone, viewerZone } from '../../ui/range/zones';
import { whenSettled } from '../../ui/schedule/when-settled';
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
  imports: [Icon, MatchersField, MomentField],
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
  protected readonly form = new DraftForm(
    () => this.#reading().faults,
    (fault) => this.texts.t(`silences.fault.${fault}`),
  );
  readonly #preview = signal<SilencePreview | null>(null);
  readonly #tried = signal(false);
  protected readonly all = computed(() => matchesAll(this.draft().matchers));
  protected readonly days = computed(() => {
    const format = new Intl.DateTimeFormat(this.texts.language(), { weekday: 'short', timeZone: 'UTC' });
    return DAYS.map((value) => ({ value, label: format.format(Date.UTC(2026, 0, 4 + value, 12)) }));
  });
  /** Somebody has tried to save a silence that names nothing. */
  protected readonly unnamed = computed(() => this.#tried() && this.#reading().faults.has('matchers'));
  protected readonly covers = computed(() => {
    const preview = this.#previewed() && this.#preview();
    if (!preview) return null;
    const names = preview.devices.slice(0, 5).map(({ name }) => name);
    const more = preview.deviceCount > names.length ? ', …' : '';
    return {
      none: preview.deviceCount === 0 && preview.alerts.length === 0,
      devices: `${this.texts.count('rules.nDevices', preview.deviceCount)}${names.length > 0 ? `: ${names.join(', ')}${more}` : ''}`,
      alerts: this.texts.count('silences.coversAlerts', preview.alerts.length),
      times: preview.times.slice(0, MOST_TIMES).map((time) => this.#time(time)),
    };
  });

  constructor() {
    whenSettled(
      () => this.#previewed(),
      (body, abort) => void this.#ask(body, abort),
      PAUSE_MS,
    );
  }

  protected change(change: Partial<SilenceDraft>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
    this.form.changed();
  }

  protected repeatBy(repeat: Repeat): void {
    this.change(withRepeat(this.draft(), repeat));
  }

  protected toggleDay(day: number): void {
    const { days } = this.draft();
    this.change({ days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day] });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { body } = this.#reading();
    this.#tried.set(true);
    if (!(await this.form.save(() => this.#api.saveSilence(body, this.id())))) return;
    if (this.#viewer.name() === '') this.#viewer.call(body.author);
    this.saved.emit();
  }

  /** What can be previewed: who and why may still be missing. */
  #previewed(): SilenceBody | null {
    const { body, faults } = this.#reading();
    if ([...faults.keys()].some((field) => field !== 'author' && field !== 'reason')) return null;
    return { ...body, author: body.author || '-', reason: body.reason || '-' };
  }

  async #ask(body: SilenceBody, abort: AbortSignal): Promise<void> {
    try {
      const preview = await this.#api.previewSilence(body, abort);
      if (!abort.aborted) this.#preview.set(preview);
    } catch (error) {
      if (abort.aborted) return;
      if (!(error instanceof ApiFault)) throw error;
      this.#preview.set(null);
      this.form.refused.set(saidOf(error));
    }
  }

  #time({ from, to }: { from: number; to: number }): string {
    const zone = isZone(this.draft().zone) ? this.draft().zone : viewerZone();
    const words = timeWords(zone, this.texts.language());
    const [start, end] = words.stretch({ from, to }, this.#seconds.minute() || Date.now());
    return this.texts.t('range.stretch', { from: start, to: end });
  }
}
