import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import type { HistoryState } from '@sensorium/contracts';
import { FleetStore } from '../../data/fleet-store';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { bytesText } from './amounts';
import { faultText } from './fault-text';
import { Imports } from './imports';
import {
  MOST_RULES,
  draftOf,
  faultsOf,
  retentionOf,
  type RetentionDraft,
  type RuleDraft,
} from './retention-draft';
import { RetentionFeed } from './retention-feed';
import { losesNothing, lossesOf, type Losses, type NamedSeries } from './retention-losses';

/** How old the server's figures of the store may be, ms, with some to spare. */
const FIGURES_AGE_MS = 15_000;

const NOTHING: RetentionDraft = { days: '', gigabytes: '', rules: [] };

/** How long readings are kept, as a form. A change that deletes readings is asked about first. */
@Component({
  selector: 'sn-retention-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark],
  providers: [RetentionFeed],
  templateUrl: './retention-card.html',
  styleUrls: ['./task-card.css', './retention-card.css'],
  host: { class: 'card', 'data-testid': 'retention' },
})
export class RetentionCard {
  readonly history = input.required<HistoryState | null>();
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly feed = inject(RetentionFeed);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly store = inject(FleetStore);
  readonly #imports = inject(Imports);
  protected readonly mostRules = MOST_RULES;
  protected readonly example = 'cold-*/humidity';
  readonly #typed = signal<RetentionDraft | null>(null);
  protected readonly tried = signal(false);
  /** What a person is asked about before it is deleted. */
  protected readonly asked = signal<Losses | null>(null);
  protected readonly saved = signal(false);
  protected readonly back = viewChild<ElementRef<HTMLElement>>('back');

  protected readonly draft = computed(() => {
    const kept = this.feed.kept();
    return this.#typed() ?? (kept ? draftOf(kept) : NOTHING);
  });
  protected readonly faults = computed(() => faultsOf(this.draft()));
  protected readonly changed = computed(() => {
    const kept = this.feed.kept();
    return kept !== null && JSON.stringify(this.draft()) !== JSON.stringify(draftOf(kept));
  });
  protected readonly failed = computed(() => faultText(this.texts, this.feed.fault()));

  constructor() {
    void this.feed.read();
    effect(() => {
      this.back()?.nativeElement.focus();
    });
  }

  protected type(change: Partial<RetentionDraft>): void {
    this.#typed.set({ ...this.draft(), ...change });
    this.asked.set(null);
    this.saved.set(false);
  }

  protected typeRule(place: number, change: Partial<RuleDraft>): void {
    this.type({ rules: this.draft().rules.map((rule, i) => (i === place ? { ...rule, ...change } : rule)) });
  }

  protected addRule(): void {
    this.type({ rules: [...this.draft().rules, { series: '', days: '' }] });
  }

  protected removeRule(place: number): void {
    this.type({ rules: this.draft().rules.filter((_, i) => i !== place) });
  }

  /** An empty series is no fault before somebody wants to save it. */
  protected faultOf(field: string, text: string): string {
    const fault = this.faults().get(field);
    return fault && (this.tried() || text !== '') ? this.texts.t(`history.fault.${fault}`) : '';
  }

  protected undo(): void {
    this.#typed.set(null);
    this.tried.set(false);
    this.asked.set(null);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const kept = this.feed.kept();
    if (this.faults().size > 0 || !this.changed() || !kept || this.feed.busy()) return;
    const losses = this.#losses();
    if (losses === null || !losesNothing(losses)) this.asked.set(losses ?? { cuts: [], shrinkTo: null });
    else await this.save();
  }

  protected async save(): Promise<void> {
    if (!(await this.feed.save(retentionOf(this.draft())))) return;
    this.undo();
    this.saved.set(true);
  }

  protected sizeText(bytes: number): string {
    return bytesText(this.texts, bytes);
  }

  /** What the draft deletes; null where the page does not know what is stored. */
  #losses(): Losses | null {
    const kept = this.feed.kept();
    const history = this.history();
    if (!kept || !history || !this.store.loaded() || this.#justImported()) return null;
    const { oldest, bytes } = history;
    const stored = { oldest, bytes, now: this.now() };
    return lossesOf(kept, retentionOf(this.draft()), this.#series(), stored);
  }

  /** True while the figures of the store may not know of old readings that a file has brought. */
  #justImported(): boolean {
    const report = this.#imports.report();
    return report !== null && this.now() - (report.endedAt ?? Infinity) < FIGURES_AGE_MS;
  }

  *#series(): Generator<NamedSeries> {
    for (const { device } of this.store.devices())
      for (const { name } of device.metrics) yield { device: device.id, metric: name };
  }
}
