import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';
import { bytesAmount, spanAmount, type Amount } from './amounts';
import { PresetGroup, type Preset } from './preset-group';
import { INTERVALS, LAB, LaneSettings, PAYLOADS, RATES } from './settings';
import { SourcePicker } from './source-picker';

/** What the lanes carry: the series, of the lab its rate and size, and how often the polls ask. */
@Component({
  selector: 'sn-controls',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PresetGroup, SourcePicker],
  template: `
    <sn-source-picker />
    @if (isLab()) {
      <sn-preset-group
        testId="rate"
        [title]="texts.t('transports.rate')"
        [presets]="rates()"
        [chosen]="settings.rate()"
        (choose)="settings.set({ rate: $event })"
      />
      <sn-preset-group
        testId="bytes"
        [title]="texts.t('transports.payload')"
        [presets]="payloads()"
        [chosen]="settings.bytes()"
        (choose)="settings.set({ bytes: $event })"
      />
    }
    <sn-preset-group
      testId="poll"
      [title]="texts.t('transports.interval')"
      [presets]="intervals()"
      [chosen]="settings.pollMs()"
      (choose)="settings.set({ pollMs: $event })"
    />
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 10px var(--x5);
      align-items: center;
      padding: 12px var(--x4);
    }
  `,
  host: { class: 'card' },
})
export class Controls {
  protected readonly texts = inject(Texts);
  protected readonly settings = inject(LaneSettings);
  protected readonly isLab = computed(() => this.settings.source() === LAB);
  protected readonly rates = computed(() =>
    withChosen(RATES, this.settings.rate()).map((value): Preset => {
      const n = this.texts.numbers().fixed(value, 0);
      return { value, label: this.texts.t('transports.perSecond', { n }) };
    }),
  );
  protected readonly payloads = computed(() =>
    withChosen(PAYLOADS, this.settings.bytes()).map((value): Preset => {
      const isWhole = value % 1_024 === 0;
      const label = isWhole ? `${value / 1_024}\u00a0KiB` : written(bytesAmount(this.texts, value));
      return { value, label };
    }),
  );
  protected readonly intervals = computed(() =>
    withChosen(INTERVALS, this.settings.pollMs()).map((value): Preset => {
      const seconds = value / 1_000;
      const isWhole = Number.isInteger(seconds);
      return { value, label: isWhole ? `${seconds}\u00a0s` : written(spanAmount(this.texts, value)) };
    }),
  );
}

/** The presets, and what an address asked for beside them. */
function withChosen(presets: readonly number[], chosen: number): number[] {
  return [...new Set([...presets, chosen])].sort((a, b) => a - b);
}

function written({ value, unit }: Amount): string {
  return `${value}\u00a0${unit}`;
}
