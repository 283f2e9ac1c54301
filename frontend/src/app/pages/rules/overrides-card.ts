import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { QuantityField } from '../../widgets/fields/quantity-field';
import { TokenField } from '../../widgets/fields/token-field';
import { NEW_OVERRIDE, type OverrideDraft } from './draft';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RuleWords } from './rule-words';
import { TypedTexts, type Meant } from './shown-texts';

type LimitField = 'value' | 'clear' | 'low' | 'high';

/** Own limits of some devices: each stands as a line, and opens to be changed. */
@Component({
  selector: 'sn-overrides-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, QuantityField, TokenField],
  templateUrl: './overrides-card.html',
  styleUrl: './side.css',
  styles: `
    .add {
      justify-self: start;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      gap: 4px var(--x2);
      align-items: center;
      padding: 2px 0;
      border: 0;
      border-radius: 4px;
      background: none;
      font-size: 12px;
      line-height: 20px;
      text-align: left;
      cursor: pointer;
    }
    .line:hover {
      background: var(--hover);
    }
    .tag {
      max-width: 100%;
      padding: 0 6px;
      border-radius: var(--r1);
      background: var(--sunken);
    }
  `,
})
export class OverridesCard {
  protected readonly texts = inject(Texts);
  protected readonly edit = inject(RuleEdit);
  protected readonly fleet = inject(RuleFleet);
  protected readonly words = inject(RuleWords);
  protected readonly opened = signal(-1);
  readonly #part = computed(() => this.edit.draft().parts[0]);
  /** How the numbers of its limits are meant. */
  readonly #meant = computed((): Meant => {
    const { metric = '', operator = 'above' } = this.#part() ?? {};
    const unit = this.texts.units.of(this.fleet.facts(metric)?.unit ?? null);
    return { unit, difference: operator === 'rises' || operator === 'falls' };
  });
  protected readonly unit = computed(() => this.#meant().unit.symbol);
  readonly #typed = new TypedTexts();
  /** Limits that this rule has. */
  protected readonly fields = computed((): readonly LimitField[] => {
    const operator = this.#part()?.operator;
    if (operator === 'outside' || operator === 'inside') return ['low', 'high'];
    if (operator === 'above' || operator === 'below') return ['value', 'clear'];
    return operator === 'silent' || operator === 'flatline' ? [] : ['value'];
  });

  protected add(): void {
    const { overrides } = this.edit.draft();
    this.edit.change({ overrides: [...overrides, NEW_OVERRIDE] });
    this.opened.set(overrides.length);
  }

  protected remove(place: number): void {
    this.edit.change({ overrides: this.edit.draft().overrides.filter((_, i) => i !== place) });
    this.opened.set(-1);
  }

  protected change(place: number, change: Partial<OverrideDraft>): void {
    const overrides = this.edit
      .draft()
      .overrides.map((one, i) => (i === place ? { ...one, ...change } : one));
    this.edit.change({ overrides });
  }

  /** What stands in the field of a limit, in the viewer's unit. */
  protected fieldOf(place: number, field: LimitField, one: OverrideDraft): string {
    return this.#typed.shown(`${place}.${field}`, one[field], this.#meant());
  }

  /** A limit as the viewer writes it. */
  protected write(place: number, field: LimitField, text: string): void {
    this.change(place, { [field]: this.#typed.take(`${place}.${field}`, text, this.#meant()) });
  }

  protected textOf(one: OverrideDraft): string {
    const part = this.#part();
    if (!part) return '';
    const operator = this.texts.t(`rules.operator.${part.operator}`);
    const limits = this.fields().flatMap((field) =>
      one[field] === '' ? [] : [this.words.amount(one[field], part.metric, this.#meant().difference)],
    );
    const limit = limits.length > 0 ? `${operator} ${limits.join(' / ')}` : '';
    const time = one.for === '' ? '' : this.texts.t('rules.forTime', { time: this.words.time(one.for) });
    return [limit, time].filter(Boolean).join(' ') || this.texts.t('rules.asRule');
  }
}
