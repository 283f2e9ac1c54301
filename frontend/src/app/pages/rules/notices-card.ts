import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';
import { EscalationField, type EscalationStepDraft } from '../../widgets/fields/escalation-field';
import { QuantityField } from '../../widgets/fields/quantity-field';
import { ChannelNames } from './channel-names';
import { RuleEdit } from './rule-edit';

const FIELDS = ['wait', 'update', 'remind'] as const;

/** How notices of this rule are put together, and who is told next. What is empty is as the settings say. */
@Component({
  selector: 'sn-notices-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EscalationField, QuantityField],
  templateUrl: './notices-card.html',
  styleUrl: './side.css',
  styles: `
    summary {
      font: 600 var(--t14) var(--font);
      cursor: pointer;
    }
    .inner {
      display: grid;
      gap: 10px;
      padding-top: 10px;
    }
  `,
})
export class NoticesCard {
  protected readonly texts = inject(Texts);
  protected readonly edit = inject(RuleEdit);
  protected readonly channels = inject(ChannelNames);
  protected readonly fields = FIELDS;
  /** Something is not as the settings say. */
  protected readonly own = computed(() => {
    const saved = this.edit.saved();
    return saved !== null && (saved.grouping !== undefined || saved.escalation.length > 0);
  });
  protected readonly faults = computed(() =>
    this.edit.draft().escalation.map((_, i) => {
      const at = (field: string): string | null => this.edit.faultAt(`escalation.${i}.${field}`);
      return at('afterMs') ?? at('channels') ?? at('onCall');
    }),
  );

  protected type(field: (typeof FIELDS)[number], text: string): void {
    this.edit.change({ grouping: { ...this.edit.draft().grouping, [field]: text } });
  }

  protected change(escalation: readonly EscalationStepDraft[]): void {
    this.edit.change({ escalation });
  }
}
