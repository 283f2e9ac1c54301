import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { Seen } from '../../ui/seen/seen';
import { Texts } from '../../ui/texts/texts';
import { Chart } from '../../widgets/chart/chart';
import { clockTextFine } from '../../widgets/chart/clock-text';
import { findGaps, type Stretch } from '../../widgets/chart/gaps';
import type { ChartLine } from '../../widgets/chart/scene';
import { readAt } from '../../widgets/chart/read';
import type { Points } from '../../widgets/chart/source';
import { rateText } from './amounts';

/** A poll that was missed is a gap: longer than this, ms. */
const GAP_MS = 7000;

/** One rate of the server: its present value, large, and the last 15 minutes. */
@Component({
  selector: 'sn-rate-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chart],
  hostDirectives: [Seen],
  template: `
    <p class="title">{{ title() }}</p>
    <p class="now" data-testid="rate-now">
      {{ now() }}<span class="faint">{{ texts.t('system.perSecond') }}</span>
    </p>
    <sn-chart
      [lines]="lines()"
      [view]="view()"
      [version]="version()"
      [label]="label()"
      [said]="said()"
      [visible]="seen()"
      [fromZero]="true"
      [(cursor)]="cursor"
    />
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .title,
    .faint {
      color: var(--text-3);
      font-size: 12px;
      line-height: 16px;
    }
    .now {
      font: 560 var(--t28) var(--font);
      letter-spacing: -0.022em;
    }
    .faint {
      margin-left: 4px;
      font-weight: var(--w-text);
      letter-spacing: 0;
    }
    sn-chart {
      height: 136px;
      margin-top: 4px;
    }
  `,
})
export class RateChart {
  readonly title = input.required<string>();
  readonly points = input.required<Points>();
  readonly colour = input(1);
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  protected readonly lines = computed((): readonly ChartLine[] => [
    {
      name: this.title(),
      points: this.points(),
      rule: { gapMs: GAP_MS, outages: [], held: false },
      colour: this.colour(),
      stepped: false,
      fresh: true,
    },
  ]);
  protected readonly now = computed(() => {
    this.version();
    return this.#textAt(this.cursor() ?? Infinity);
  });
  protected readonly label = computed(() => this.texts.t('system.rateLabel', { title: this.title() }));
  protected readonly said = computed(() => (t: number) => `${clockTextFine(t)}, ${this.#textAt(t)}`);

  #textAt(t: number): string {
    const [line] = this.lines();
    const gaps = line && Number.isFinite(t) ? findGaps(line.points, this.view(), line.rule) : [];
    const reading = line && readAt(line.points, gaps, line.rule, t);
    return reading ? rateText(this.texts, reading.value) : '–';
  }
}
