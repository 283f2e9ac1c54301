import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { bytesAmount, spanAmount, type Amount } from './amounts';
import { laneFaultText } from './fault-words';
import type { Lane } from './lane';
import { Strip } from './strip';

/** One transport: what it is, its picture, and what it brings for which cost. */
@Component({
  selector: 'sn-lane-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark, Strip],
  templateUrl: './lane-row.html',
  styleUrl: './lane-row.css',
  host: {
    role: 'group',
    '[attr.aria-label]': 'title()',
    '[attr.data-lane]': 'lane().kind',
    '[attr.data-state]': 'lane().state()',
  },
})
export class LaneRow {
  readonly lane = input.required<Lane>();
  /** Changes whenever the figures are to be read anew. */
  readonly version = input.required<number>();
  /** Bytes an update of the dearest lane: what the bars are measured by. */
  readonly dearest = input.required<number>();

  /** Times of day stand below the picture. */
  readonly axis = input(false);

  protected readonly texts = inject(Texts);

  protected readonly title = computed(() => this.texts.t(`transports.lane.${this.lane().kind}.title`));
  protected readonly isPaused = computed(() => this.lane().state() === 'paused');
  protected readonly fault = computed(() => laneFaultText(this.texts, this.lane().fault()));
  protected readonly isWaiting = computed(() => {
    this.version();
    return this.lane().state() === 'open' && this.lane().tally.received === 0;
  });
  protected readonly ages = computed(() => {
    this.version();
    const { tally } = this.lane();
    const now = this.lane().state() === 'open' ? this.lane().ageNow() : NaN;
    const spans = { now, p50: tally.ages.percentile(0.5), p99: tally.ages.percentile(0.99) };
    return {
      now: spanAmount(this.texts, spans.now),
      p50: spanAmount(this.texts, spans.p50),
      p99: spanAmount(this.texts, spans.p99),
    };
  });
  protected readonly cost = computed(() => {
    this.version();
    const { requests, up, down } = this.lane().cost.cost;
    const each = bytesPerUpdate(this.lane());
    return {
      requests: this.whole(requests),
      up: this.#bytes(up),
      down: this.#bytes(down),
      each: bytesAmount(this.texts, each),
      share: Number.isFinite(each) ? each / this.dearest() : 0,
    };
  });
  protected readonly counts = computed(() => {
    this.version();
    const { received, missed, late } = this.lane().tally;
    return { received: this.whole(received), missed: this.whole(missed), late: this.whole(late) };
  });

  protected toggle(): void {
    this.lane().pause(!this.isPaused());
  }

  protected whole(n: number): string {
    return this.texts.numbers().fixed(n, 0);
  }

  #bytes(bytes: number): string {
    const { value, unit }: Amount = bytesAmount(this.texts, bytes);
    return `${value}\u00a0${unit}`;
  }
}

/** What an update costs in both directions; not finite before there is one. */
export function bytesPerUpdate(lane: Lane): number {
  const { up, down } = lane.cost.cost;
  return (up + down) / lane.tally.received;
}
