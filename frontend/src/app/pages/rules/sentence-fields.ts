import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Severity } from '@sensorium/contracts';
import { durationOf, numberOf, numberText } from '../../ui/format/quantities';
import { Texts } from '../../ui/texts/texts';
import { meaningOf } from '../../ui/texts/value-words';
import { Combo, type Option } from '../../widgets/fields/combo';
import { QuantityField } from '../../widgets/fields/quantity-field';
import { ChannelNames } from './channel-names';
import {
  META_LIMITS,
  OPERATORS,
  isMetaLimit,
  timeText,
  type Join,
  type Operator,
  type PartDraft,
} from './draft';
import { roundStep } from './incident-counts';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RulePreviews } from './rule-preview';
import { RuleWords } from './rule-words';
import { ScopeField } from './scope-field';
import { partKey, piecesOf, sentenceKey, type Slot } from './sentence';
import { TypedTexts, type Meant } from './shown-texts';

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'critical'];
/** What makes a limit one that devices state, and back. */
const A_NUMBER = 'number';

/** A rule as a sentence whose places are fields; with `part` one condition of several. */
@Component({
  selector: 'sn-sentence-fields',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Combo, QuantityField, ScopeField],
  templateUrl: './sentence-fields.html',
  styleUrl: './sentence-fields.css',
})
export class SentenceFields {
  /** Place of the condition among several; null: the whole rule. */
  readonly part = input<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly edit = inject(RuleEdit);
  protected readonly words = inject(RuleWords);
  protected readonly channels = inject(ChannelNames);
  readonly #fleet = inject(RuleFleet);
  readonly #previews = inject(RulePreviews);
  protected readonly place = computed(() => this.part() ?? 0);
  readonly #drafted = computed(() => this.edit.draft().parts[this.place()]);
  protected readonly metric = computed(() => this.#drafted()?.metric ?? '');
  protected readonly operator = computed((): Operator | Join => {
    const own = this.#drafted()?.operator ?? 'above';
    return this.part() === null ? (this.edit.draft().join ?? own) : own;
  });
  protected readonly pieces = computed(() => {
    const operator = this.operator();
    const joined = operator === 'all' || operator === 'any';
    const key = this.part() === null || joined ? sentenceKey(operator) : partKey(operator);
    return piecesOf(this.texts.t(key));
  });
  /** Path of the condition in the body. */
  protected readonly path = computed(() =>
    this.part() === null ? 'condition' : `condition.of.${this.place()}`,
  );
  readonly #unit = computed(() => this.texts.units.of(this.#fleet.facts(this.metric())?.unit ?? null));
  protected readonly unit = computed(() => this.#unit().symbol);
  readonly #typed = new TypedTexts();

  protected readonly severities = computed((): readonly Option[] =>
    SEVERITIES.map((value) => ({ value, label: this.texts.t(`rules.severity.${value}`), mark: value })),
  );
  protected readonly metrics = computed((): readonly Option[] => {
    const all = [...this.#fleet.metrics().values()].sort((a, b) => b.devices - a.devices);
    const options = all.map(({ name, devices }) => ({
      value: name,
      label: this.words.metric(name),
      note: this.texts.count('rules.nDevices', devices),
    }));
    const anything = { value: '', label: this.words.metric('') };
    return this.operator() === 'silent' && this.part() === null ? [anything, ...options] : options;
  });
  protected readonly operators = computed((): readonly Option[] => {
    const words = (value: Operator | Join): Option => ({
      value,
      label: this.texts.t(`rules.operator.${value}`),
    });
    if (this.part() !== null) return OPERATORS.map(words);
    const joins = (['all', 'any'] as const).map((value) => ({
      value,
      label: this.texts.t(`rules.several.${value}`),
    }));
    return [...OPERATORS.map(words), ...joins];
  });
  /** Limits that devices of the fleet state for this metric, each by its name. */
  protected readonly stated = computed((): readonly Option[] => [
    { value: A_NUMBER, label: this.texts.t('rules.aNumber') },
    ...META_LIMITS.map((value) => ({ value, label: this.texts.t(`rules.meta.${value}`) })),
  ]);
  /** Values to compare with, where there are only some; null: it is typed. */
  protected readonly values = computed((): readonly Option[] | null => {
    const facts = this.#fleet.facts(this.metric());
    if (facts?.kind === 'boolean')
      return ['true', 'false'].map((value) => ({
        value,
        label: meaningOf(this.texts, facts, value === 'true') ?? value,
      }));
    const values = Object.entries(facts?.values ?? {});
    return values.length === 0 ? null : values.map(([value, label]) => ({ value, label, note: value }));
  });

  protected textOf(slot: Slot): string {
    const part = this.#drafted();
    if (slot === 'for' || slot === 'clearFor') return this.edit.draft()[slot];
    return part && slot in part ? part[slot as keyof PartDraft] : '';
  }

  /** What stands in the field of a limit, in the viewer's unit. */
  protected fieldOf(slot: Slot): string {
    return this.#typed.shown(slot, this.textOf(slot), this.#meant(slot));
  }

  /** A limit as the viewer writes it. */
  protected write(slot: Slot, text: string): void {
    this.type(slot, this.#typed.take(slot, text, this.#meant(slot)));
  }

  /** A deadband and a change are differences between values. */
  #meant(slot: Slot): Meant {
    const operator = this.operator();
    return {
      unit: this.#unit(),
      difference: slot === 'deadband' || operator === 'rises' || operator === 'falls',
    };
  }

  protected isStated(slot: Slot): boolean {
    return isMetaLimit(this.textOf(slot));
  }

  /** A limit that is not said is another one. */
  protected placeholder(slot: Slot): string {
    if (slot === 'clear') return isMetaLimit(this.textOf('value')) ? '=' : this.fieldOf('value');
    return slot === 'deadband' ? '0' : '';
  }

  protected type(slot: Slot, text: string): void {
    if (slot === 'for' || slot === 'clearFor') this.edit.change({ [slot]: text });
    else this.edit.changePart(this.place(), { [slot]: text });
  }

  protected valueWords(text: string): string {
    return this.values()?.find(({ value }) => value === text)?.label ?? (text || '–');
  }

  /** A length of time is written as it was understood. */
  protected tidy(slot: Slot): void {
    const ms = durationOf(this.textOf(slot));
    if (ms !== undefined) this.type(slot, timeText(ms));
  }

  protected stepTime(slot: Slot, by: number): void {
    const ms = durationOf(this.textOf(slot)) ?? 0;
    const step = ms < 60_000 || (ms === 60_000 && by < 0) ? 5_000 : ms < 3_600_000 ? 60_000 : 600_000;
    this.type(slot, timeText(Math.max(0, ms + by * step)));
  }

  protected step(slot: Slot, by: number): void {
    const value = numberOf(this.fieldOf(slot) || this.placeholder(slot));
    if (value === undefined) return;
    const span = this.#unit().difference(this.#previews.span());
    const step = span > 0 ? roundStep(span / 60) : 1;
    this.write(slot, numberText(Number((value + by * step).toPrecision(12))));
  }

  protected chooseLimit(slot: Slot, choice: string): void {
    this.type(slot, choice === A_NUMBER ? '' : choice);
  }

  protected chooseOperator(value: string): void {
    const operator = OPERATORS.find((one) => one === value);
    if (operator) {
      this.edit.changePart(this.place(), { operator });
      if (this.part() === null) this.edit.change({ join: null });
    } else {
      const { parts } = this.edit.draft();
      this.edit.change({ join: value === 'any' ? 'any' : 'all' });
      if (parts.length < 2) this.edit.addPart();
    }
  }

  protected chooseSeverity(value: string): void {
    const severity = SEVERITIES.find((one) => one === value);
    if (severity) this.edit.change({ severity });
  }

  protected chooseMetric(metric: string): void {
    const facts = this.#fleet.facts(metric);
    const part = this.#drafted();
    const isState = facts !== undefined && facts.kind !== 'number';
    const numeric = part && !['equals', 'not-equals', 'silent', 'flatline'].includes(part.operator);
    this.edit.changePart(this.place(), {
      metric,
      ...(isState && numeric ? { operator: 'equals', value: facts.kind === 'boolean' ? 'true' : '' } : {}),
    });
  }

  protected toggleChannel(id: string): void {
    const { channels } = this.edit.draft();
    const next = channels.includes(id) ? channels.filter((one) => one !== id) : [...channels, id];
    this.edit.change({ channels: next });
  }
}
