import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  DOCUMENT,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { ApiFault } from '../../data/api';
import { Seconds } from '../../data/clocks';
import { RulesApi } from '../../data/rules-api';
import { numberOf, numberText } from '../../ui/format/quantities';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import type { TextKey } from '../../ui/texts/keys';
import { capital } from '../../ui/texts/metric-title';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { Confirm } from '../../widgets/confirm/confirm';
import { PageNote } from '../../widgets/page-note/page-note';
import { ChannelNames } from './channel-names';
import { ChartSeries } from './chart-series';
import { NEW_PART, NEW_RULE, draftOf, type RuleDraft } from './draft';
import { EditorSide } from './editor-side';
import { presetsFor, type Preset } from './presets';
import { PreviewPanel } from './preview-panel';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RulePreviews } from './rule-preview';
import { RuleWords } from './rule-words';
import { SentenceFields } from './sentence-fields';

type PageState = 'loading' | 'missing' | 'failed' | 'ready';

/** One rule: its sentence, what it would have done, and its versions. */
@Component({
  selector: 'sn-rule-editor',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EditorSide, Icon, PageNote, PreviewPanel, RouterLink, SentenceFields],
  providers: [RuleEdit, RulePreviews, ChartSeries],
  templateUrl: './rule-editor.html',
  styleUrls: ['../../ui/page/page-head.css', './rule-editor.css'],
  host: { '(document:keydown)': 'key($event)' },
})
export class RuleEditor {
  readonly #api = inject(RulesApi);
  readonly #router = inject(Router);
  readonly #confirm = inject(Confirm);
  readonly #snackBar = inject(MatSnackBar);
  readonly #fleet = inject(RuleFleet);
  readonly #words = inject(RuleWords);
  readonly #times = inject(Times);
  readonly #seconds = inject(Seconds);
  readonly #route = inject(ActivatedRoute);
  readonly #params = toSignal(this.#route.paramMap);
  readonly #state = signal<PageState>('loading');
  protected readonly edit = inject(RuleEdit);
  protected readonly texts = inject(Texts);
  protected readonly reason = signal('');
  protected readonly state = this.#state.asReadonly();
  protected readonly id = computed(() => this.#params()?.get('id') ?? null);
  protected readonly presets = computed(() => presetsFor(this.#fleet.metrics().values()));
  protected readonly crumb = computed(() => {
    const saved = this.edit.saved();
    if (!saved) return this.texts.t('rules.new');
    const date = this.#times.date(saved.updatedAt, this.#seconds.minute() || Date.now());
    const version = this.texts.t('rules.version', { n: saved.version, date });
    return saved.by ? `${version}, ${saved.by}` : version;
  });
  protected readonly matches = computed(() => {
    const { body } = this.edit.reading();
    const everywhere = body.devices.length === 1 && body.devices[0] === '**';
    const here = this.#fleet.covered(everywhere ? [] : body.devices, body.labels, this.edit.metrics());
    const count = here.length;
    if (count === 0) return { none: true, text: this.texts.t('rules.matchesNone') };
    const names = here.slice(0, 4).map(({ name }) => name);
    const list = names.length === 0 ? '' : `: ${names.join(', ')}${count > names.length ? ', …' : ''}`;
    return { none: false, text: `${this.texts.count('rules.matches', count)}${list}` };
  });
  /** What a rule lacks that somebody wants to save, in words. */
  protected readonly needs = computed((): readonly string[] => {
    if (this.edit.saved() !== null && !this.edit.changed()) return [];
    const { missing, wrong } = this.edit.needs();
    return [
      ...(missing.length > 0 ? [this.texts.t('rules.needs', { list: this.#listOf(missing) })] : []),
      ...(wrong.length > 0 ? [this.texts.t('rules.wrong', { list: this.#listOf(wrong) })] : []),
    ];
  });
  /** Faults that no field shows. */
  protected readonly refused = computed(() => this.edit.refused()?.message ?? '');

  constructor() {
    void inject(ChannelNames).read();
    pageTitle(() => this.edit.draft().name || this.texts.t('rules.new'));
    effect(() => {
      const id = this.id();
      untracked(() => void this.#begin(id));
    });
    const window = inject(DOCUMENT).defaultView;
    const ask = (event: BeforeUnloadEvent): void => {
      if (this.edit.changed()) event.preventDefault();
    };
    window?.addEventListener('beforeunload', ask);
    inject(DestroyRef).onDestroy(() => window?.removeEventListener('beforeunload', ask));
  }

  /** Whether the viewer may go elsewhere: with changes that are not saved only if they say so. */
  async mayLeave(): Promise<boolean> {
    if (!this.edit.changed()) return true;
    return this.#confirm.ask({
      heading: this.texts.t('rules.leave.title'),
      text: this.texts.t('rules.leave.text'),
      yes: this.texts.t('rules.leave.yes'),
      no: this.texts.t('rules.leave.no'),
      danger: true,
    });
  }

  protected async save(): Promise<void> {
    const isNew = this.edit.saved() === null;
    const rule = await this.edit.save();
    if (!rule) {
      document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    this.#snackBar.open(this.texts.t('rules.saved', { n: rule.version }), undefined, { duration: 4000 });
    if (isNew) await this.#router.navigate(['/alerts/rules', rule.id], { replaceUrl: true });
  }

  protected key(event: KeyboardEvent): void {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.save();
  }

  protected usePreset({ title, change }: Preset): void {
    const metric = change.parts?.[0]?.metric ?? '';
    const { name } = this.edit.draft();
    const isOurs = name === '' || this.presets().some((one) => this.texts.t(one.title) === name);
    this.edit.change({ severity: 'warning', ...change, name: isOurs ? this.texts.t(title) : name });
    this.#suggest(metric);
  }

  protected name(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.edit.change({ name: event.target.value });
  }

  #listOf(names: readonly TextKey[]): string {
    const words = names.map((name) => this.texts.t(name).toLocaleLowerCase());
    const language = this.texts.language() === 'en' ? 'en-GB' : this.texts.language();
    return new Intl.ListFormat(language).format(words);
  }

  async #begin(id: string | null): Promise<void> {
    const known = this.edit.saved();
    if (known !== null && known.id === id) return;
    if (id === null) {
      this.edit.begin(null, await this.#prefilled());
      this.#state.set('ready');
      return;
    }
    try {
      this.edit.begin(await this.#api.get(id));
      this.#state.set('ready');
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.reason.set(error.message);
      this.#state.set(error.code === 'not-found' ? 'missing' : 'failed');
    }
  }

  protected again(): void {
    this.#state.set('loading');
    void this.#begin(this.id());
  }

  /** A limit that the fleet itself suggests, for a rule that has none: what a device states, else what it is now. */
  #suggest(metric: string): void {
    const [part] = this.edit.draft().parts;
    const isLimit = part?.operator === 'above' || part?.operator === 'below';
    if (!isLimit || part.value !== '') return;
    const side = part.operator === 'above' ? 'high' : 'low';
    const stated = this.#fleet
      .covered([], {}, [metric])
      .flatMap(({ metrics }) => metrics.find(({ name }) => name === metric) ?? [])
      .find(({ limits }) => limits?.critical?.[side] !== undefined || limits?.warning?.[side] !== undefined);
    const severity = stated?.limits?.critical?.[side] !== undefined ? 'critical' : 'warning';
    if (stated) this.edit.changePart(0, { value: `meta.${severity}.${side}` });
  }

  /** What the address asks for: a device, a metric, a value; or a rule to copy. */
  async #prefilled(): Promise<RuleDraft> {
    const query = this.#route.snapshot.queryParamMap;
    const copy = query.get('copy');
    const source = copy === null ? null : await this.#api.get(copy).catch(() => null);
    if (source) return { ...draftOf(source), name: this.texts.t('rules.copyOf', { name: source.name }) };
    const id = query.get('device');
    const device = id === null ? undefined : (this.#fleet.device(id)?.id ?? id);
    const devices = device === undefined ? [] : [device];
    const metric = query.get('metric') ?? '';
    const typed = query.get('value') ?? '';
    const number = numberOf(typed);
    const value = number === undefined ? typed : numberText(number);
    return {
      ...NEW_RULE,
      name: metric === '' ? '' : this.#nameOf(metric, devices),
      devices,
      parts: [{ ...NEW_PART, metric, value }],
    };
  }

  /** What a rule about a metric is called at first. */
  #nameOf(metric: string, devices: readonly string[]): string {
    return capital(this.texts.t('rules.nameOf', { metric: this.#words.metric(metric, devices) }));
  }
}
