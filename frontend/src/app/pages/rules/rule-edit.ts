import { Injectable, computed, inject, signal } from '@angular/core';
import type { AlertRule, RuleBody } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { RulesApi } from '../../data/rules-api';
import { Viewer } from '../../ui/viewer/viewer';
import { NEW_PART, NEW_RULE, draftOf, type PartDraft, type RuleDraft } from './draft';
import { readDraft } from './draft-body';
import { needsOf } from './needs';
import { RuleFleet } from './rule-fleet';
import { RuleWords } from './rule-words';

/** An alert of its own for when no data comes: a second rule, made when this one is saved. */
export interface OwnSilence {
  on: boolean;
  after: string;
}

/** The rule that is being edited: what is typed, what of it cannot be saved, and what it was before. */
@Injectable()
export class RuleEdit {
  readonly #api = inject(RulesApi);
  readonly #fleet = inject(RuleFleet);
  readonly #words = inject(RuleWords);
  readonly #viewer = inject(Viewer);
  readonly #draft = signal<RuleDraft>(NEW_RULE);
  readonly #base = signal<RuleDraft>(NEW_RULE);
  readonly #saved = signal<AlertRule | null>(null);
  readonly #said = signal<ReadonlyMap<string, string>>(new Map());
  readonly #refused = signal<ApiFault | null>(null);
  readonly #saving = signal(false);
  readonly #tried = signal(false);

  readonly draft = this.#draft.asReadonly();
  /** The rule as the server has it; null for a new one. */
  readonly saved = this.#saved.asReadonly();
  readonly saving = this.#saving.asReadonly();
  /** Why the server did not take it; null if it did. */
  readonly refused = this.#refused.asReadonly();
  readonly silence = signal<OwnSilence>({ on: false, after: '10 min' });
  readonly reading = computed(() => readDraft(this.#draft(), (metric) => this.#fleet.facts(metric)?.kind));
  readonly changed = computed(
    () => this.silence().on || JSON.stringify(this.#draft()) !== JSON.stringify(this.#base()),
  );
  /** What keeps it from being saved, field by field. */
  readonly needs = computed(() => needsOf(this.reading().faults));
  /** A new rule can be saved as soon as it is complete, one that is there once it is another one. */
  readonly ready = computed(
    () => !this.saving() && this.reading().faults.size === 0 && (this.saved() === null || this.changed()),
  );
  /** The condition can be replayed: at most what it is called and who is told is missing. */
  readonly playable = computed(() =>
    [...this.reading().faults.keys()].every((path) => /^(name|escalation|grouping)/u.test(path)),
  );
  /** Metrics that the condition is about. */
  readonly metrics = computed(() => [
    ...new Set(
      this.#draft()
        .parts.map(({ metric }) => metric.trim())
        .filter(Boolean),
    ),
  ]);
  /** Version that saving makes. */
  readonly next = computed(() => (this.#saved()?.version ?? 0) + 1);

  /** Begins with a rule, or with a new one. */
  begin(rule: AlertRule | null, draft: RuleDraft = rule ? draftOf(rule) : NEW_RULE): void {
    this.#saved.set(rule);
    this.#base.set(rule ? draftOf(rule) : draft);
    this.#draft.set(draft);
    this.silence.set({ on: false, after: '10 min' });
    this.#tried.set(false);
    this.#forget();
  }

  change(change: Partial<RuleDraft>): void {
    this.#draft.update((draft) => ({ ...draft, ...change }));
    this.#forget();
  }

  changePart(place: number, change: Partial<PartDraft>): void {
    this.change({
      parts: this.#draft().parts.map((part, i) => (i === place ? { ...part, ...change } : part)),
    });
  }

  addPart(): void {
    this.change({ parts: [...this.#draft().parts, NEW_PART] });
  }

  removePart(place: number): void {
    this.change({ parts: this.#draft().parts.filter((_, i) => i !== place) });
  }

  undo(): void {
    this.begin(this.#saved(), this.#base());
  }

  /** What is wrong with a field of the body. What is merely missing is said once somebody wants to save. */
  faultAt(path: string): string | null {
    const said = this.#said().get(path);
    if (said !== undefined) return said;
    const word = this.reading().faults.get(path);
    if (word === undefined || (word === 'missing' && !this.#tried())) return null;
    return this.#words.fault(word);
  }

  /** Saves the next version, and the rule for silence if one is wanted; null if something was refused. */
  async save(): Promise<AlertRule | null> {
    this.#tried.set(true);
    const { body, faults } = this.reading();
    if (faults.size > 0 || this.#saving()) return null;
    this.#saving.set(true);
    try {
      const rule = await this.#send({ ...body, ...this.#viewer.by });
      this.begin(rule);
      return rule;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#refused.set(error);
      this.#said.set(new Map(error.details.map(({ path, message }) => [path, message])));
      return null;
    } finally {
      this.#saving.set(false);
    }
  }

  async #send(body: RuleBody): Promise<AlertRule> {
    const before = this.#saved();
    const rule = before ? await this.#api.replace(before.id, body) : await this.#api.create(body);
    if (this.silence().on) {
      this.#saved.set(rule);
      await this.#api.create(this.#silenceOf(body));
      this.silence.update((one) => ({ ...one, on: false }));
    }
    return rule;
  }

  #silenceOf(body: RuleBody): RuleBody {
    const { after } = this.silence();
    const part: PartDraft = { ...NEW_PART, metric: body.metric ?? '', operator: 'silent', after };
    const draft: RuleDraft = {
      ...this.#draft(),
      join: null,
      parts: [part],
      for: '0 s',
      clearFor: '0 s',
      overrides: [],
    };
    const name = this.#words.silenceName(body.name);
    return { ...readDraft(draft).body, name, ...this.#viewer.by };
  }

  #forget(): void {
    this.#said.set(new Map());
    this.#refused.set(null);
  }
}
