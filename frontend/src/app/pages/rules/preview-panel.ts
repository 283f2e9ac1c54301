import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { PreviewAnswer } from '@sensorium/contracts';
import { numberText } from '../../ui/format/quantities';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { Combo, type Option } from '../../widgets/fields/combo';
import { ProgressLine } from '../../widgets/progress-line/progress-line';
import { ChartSeries } from './chart-series';
import { countsByDevice, shortOnes } from './incident-counts';
import { PreviewChart } from './preview-chart';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { LENGTHS, RulePreviews, withDeadband } from './rule-preview';
import { RuleWords } from './rule-words';

/** Of fewer incidents the lengths say nothing. */
const TELLING = 3;

/** What the rule would have done in the past: how many incidents, where on the chart, and what would do better. */
@Component({
  selector: 'sn-preview-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Combo, Icon, PreviewChart, ProgressLine],
  templateUrl: './preview-panel.html',
  styleUrl: './preview-panel.css',
})
export class PreviewPanel {
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly previews = inject(RulePreviews);
  protected readonly series = inject(ChartSeries);
  protected readonly edit = inject(RuleEdit);
  readonly #fleet = inject(RuleFleet);
  readonly #words = inject(RuleWords);
  protected readonly lengths = LENGTHS;
  protected readonly isSaid = Boolean;

  protected readonly count = computed(() => this.previews.answer()?.incidents.length ?? null);
  protected readonly countText = computed(() => {
    const answer = this.previews.answer();
    if (!answer) return '–';
    const number = this.texts.numbers().fixed(answer.incidents.length, 0);
    return answer.truncated ? this.texts.t('rules.moreThan', { n: number }) : number;
  });
  protected readonly short = computed(() => {
    const { incidents } = this.previews.answer() ?? { incidents: [] };
    const short = shortOnes(incidents);
    if (!short || incidents.length < TELLING) return '';
    const n = this.texts.numbers().fixed(short.count, 0);
    return this.texts.t('rules.shorter', { n, duration: this.times.duration(short.under) });
  });
  /** Of many devices only some are replayed. */
  protected readonly looked = computed(() => {
    const answer = this.previews.answer();
    if (!answer || answer.looked >= answer.matched) return '';
    return this.texts.t('rules.looked', { looked: answer.looked, matched: answer.matched });
  });
  protected readonly devices = computed((): readonly Option[] => {
    const answer = this.previews.answer();
    if (answer && answer.devices.length > 0)
      return this.#counted(answer).map(({ uid, name, count }) => ({
        value: uid,
        label: name,
        note: String(count),
      }));
    return this.#fleet
      .covered([], {}, this.edit.metrics())
      .map(({ uid, name }) => ({ value: uid, label: name }));
  });
  /** The better deadband in words; of the rule that was replayed, which may lag behind what is typed. */
  protected readonly offer = computed(() => {
    const offer = this.previews.offer();
    if (!offer || !this.edit.playable()) return null;
    const { condition, metric } = offer.body;
    const better = withDeadband(offer.body, offer.deadband)?.condition;
    const amount = (value: unknown, difference = false): string =>
      typeof value === 'number' ? this.#words.amount(numberText(value), metric ?? '', difference) : '';
    const clear = better && 'clear' in better ? amount(better.clear) : '';
    const before = 'clear' in condition ? (condition.clear ?? condition.value) : null;
    const instead = amount(before ?? ('value' in condition ? condition.value : null));
    return { ...offer, by: amount(offer.deadband, true), clear, instead };
  });
  /** There are lines to be moved. */
  protected readonly hasLines = computed(() =>
    this.edit
      .draft()
      .parts.some(({ operator }) => ['above', 'below', 'outside', 'inside'].includes(operator)),
  );
  /** Why there is nothing to see. */
  protected readonly nothing = computed(() => {
    if (!this.edit.playable()) return this.texts.t('rules.incomplete');
    if (this.#fleet.loaded() && this.series.name() === null) return this.texts.t('rules.noSeries');
    return '';
  });

  /** Devices of the answer that have what the rule is about. */
  #counted(answer: PreviewAnswer): { uid: string; name: string; count: number }[] {
    const metrics = this.edit.metrics();
    return countsByDevice(answer).filter(({ uid, count }) => count > 0 || this.#fleet.has(uid, metrics));
  }

  protected use(deadband: number): void {
    const { body } = this.edit.reading();
    const better = withDeadband(body, deadband)?.condition;
    if (!better) return;
    if ('clear' in better) this.edit.changePart(0, { clear: numberText(Number(better.clear)) });
    else this.edit.changePart(0, { deadband: numberText(deadband) });
  }
}
