import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';
import { QuantityField } from '../../widgets/fields/quantity-field';
import { ChartSeries } from './chart-series';
import { countsByDevice } from './incident-counts';
import { NoticesCard } from './notices-card';
import { OverridesCard } from './overrides-card';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RulePreviews } from './rule-preview';
import { VersionsCard } from './versions-card';

/** Devices that stand in the list. */
const MOST_DEVICES = 12;

/** What stands beside the sentence: device by device, own limits, silence, the runbook, notices, versions. */
@Component({
  selector: 'sn-editor-side',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NoticesCard, OverridesCard, QuantityField, VersionsCard],
  templateUrl: './editor-side.html',
  styleUrls: ['./side.css', './editor-side.css'],
})
export class EditorSide {
  protected readonly texts = inject(Texts);
  protected readonly edit = inject(RuleEdit);
  protected readonly series = inject(ChartSeries);
  readonly #previews = inject(RulePreviews);
  readonly #fleet = inject(RuleFleet);
  readonly #counts = computed(() => {
    const answer = this.#previews.answer();
    const metrics = this.edit.metrics();
    return answer
      ? countsByDevice(answer).filter(({ uid, count }) => count > 0 || this.#fleet.has(uid, metrics))
      : [];
  });
  protected readonly counts = computed(() => this.#counts().slice(0, MOST_DEVICES));
  protected readonly more = computed(() => this.#counts().length - this.counts().length);
  protected readonly watchesSilence = computed(() => this.edit.draft().parts[0]?.operator === 'silent');
}
