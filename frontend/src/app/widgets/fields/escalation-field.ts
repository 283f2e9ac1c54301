import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { Combo, type Option } from './combo';
import { QuantityField } from './quantity-field';

/** When somebody is on call, as it is typed. Days: 0 is Sunday. */
export interface OnCallStepDraft {
  days: readonly number[];
  from: string;
  to: string;
  zone: string;
}

/** Who is told next if nobody has acknowledged, as it is typed. */
export interface EscalationStepDraft {
  after: string;
  channels: readonly string[];
  onCall: OnCallStepDraft | null;
}

/** The week as it begins in most places. */
const DAYS = [1, 2, 3, 4, 5, 6, 0];
const A_SUNDAY = Date.UTC(2026, 0, 4, 12);
const DAY_MS = 86_400_000;
const MOST_STEPS = 8;
const NEW: EscalationStepDraft = { after: '15 min', channels: [], onCall: null };
const NIGHTS: OnCallStepDraft = { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: '' };

/** Steps of escalation, one after the other. */
@Component({
  selector: 'sn-escalation-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Combo, Icon, QuantityField],
  templateUrl: './escalation-field.html',
  styleUrl: './escalation-field.css',
})
export class EscalationField {
  readonly steps = input.required<readonly EscalationStepDraft[]>();
  readonly channels = input.required<readonly Option[]>();
  /** What is wrong with each step, in words. */
  readonly faults = input<readonly (string | null)[]>([]);
  readonly changed = output<readonly EscalationStepDraft[]>();

  protected readonly texts = inject(Texts);
  protected readonly most = MOST_STEPS;
  protected readonly days = computed(() => {
    const format = new Intl.DateTimeFormat(this.texts.language(), { weekday: 'short', timeZone: 'UTC' });
    return DAYS.map((value) => ({ value, label: format.format(A_SUNDAY + value * DAY_MS) }));
  });

  protected add(): void {
    this.changed.emit([...this.steps(), NEW]);
  }

  protected remove(place: number): void {
    this.changed.emit(this.steps().filter((_, i) => i !== place));
  }

  protected change(place: number, change: Partial<EscalationStepDraft>): void {
    this.changed.emit(this.steps().map((step, i) => (i === place ? { ...step, ...change } : step)));
  }

  protected toggleChannel(place: number, { channels }: EscalationStepDraft, id: string): void {
    this.change(place, { channels: toggled(channels, id) });
  }

  protected toggleOnCall(place: number, { onCall }: EscalationStepDraft): void {
    this.change(place, { onCall: onCall ? null : NIGHTS });
  }

  protected toggleDay(place: number, onCall: OnCallStepDraft, day: number): void {
    this.change(place, { onCall: { ...onCall, days: toggled(onCall.days, day) } });
  }

  protected names({ channels }: EscalationStepDraft): string {
    const names = channels.map((id) => this.channels().find(({ value }) => value === id)?.label ?? id);
    return names.join(', ') || this.texts.t('notify.nobody');
  }
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
