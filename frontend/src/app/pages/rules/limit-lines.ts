import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import type { Severity } from '@sensorium/contracts';
import { Icon } from '../../ui/icon/icon';
import type { ShownUnit } from '../../ui/units/shown-unit';
import type { PlotPlace } from '../../widgets/chart/places';
import { roundStep } from './incident-counts';

/** A line that can be moved: `kind` `clear` is the one at which an incident ends. */
export interface LimitLine {
  field: 'value' | 'clear' | 'low' | 'high';
  value: number;
  kind: 'limit' | 'clear';
  /** What it is, in words, with its value. */
  words: string;
}

/** A step of the keys is so much of what the axis spans. */
const STEP_SHARE = 1 / 100;

interface Placed extends LimitLine {
  y: number;
  /** It lies beyond the picture, and is shown at its edge. */
  beyond: boolean;
}

/** Limits as lines over a chart, to be dragged or moved by the arrow keys. */
@Component({
  selector: 'sn-limit-lines',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    @for (line of placed(); track line.field) {
      <div
        class="line"
        [class]="'line ' + line.kind + ' ' + severity()"
        [class.beyond]="line.beyond"
        [style.left.px]="place().x"
        [style.width.px]="place().width"
        [style.top.px]="line.y"
      >
        <span class="words" [class.under]="line.kind === 'clear' || line.y < 24">{{ line.words }}</span>
        <button
          type="button"
          role="slider"
          aria-orientation="vertical"
          [attr.data-testid]="'line-' + line.field"
          [attr.aria-label]="line.words"
          [attr.aria-valuenow]="seen(line.value)"
          [attr.aria-valuetext]="line.words"
          [attr.aria-valuemin]="seen(place().low)"
          [attr.aria-valuemax]="seen(place().high)"
          (pointerdown)="take($event, line)"
          (pointermove)="drag($event, line)"
          (pointerup)="drop()"
          (pointercancel)="drop()"
          (keydown)="key($event, line)"
        >
          <sn-icon name="rows" [size]="14" />
        </button>
      </div>
    }
  `,
  styleUrl: './limit-lines.css',
})
export class LimitLines {
  readonly lines = input.required<readonly LimitLine[]>();
  readonly place = input.required<PlotPlace>();
  readonly severity = input.required<Severity>();
  /** How the viewer sees the values; a line moves in round steps of it. */
  readonly unit = input.required<ShownUnit>();
  readonly moved = output<{ field: LimitLine['field']; value: number }>();
  /** True while a line is held. */
  readonly held = output<boolean>();

  readonly #hold = signal<{ field: LimitLine['field']; offset: number } | null>(null);
  protected readonly placed = computed(() => this.lines().map((line) => this.#placed(line)));

  /** A value as the viewer sees it, without the noise of the conversion. */
  protected seen(value: number): number {
    return Number(this.unit().value(value).toPrecision(6));
  }

  protected take(event: PointerEvent, line: Placed): void {
    if (!(event.target instanceof Element)) return;
    event.preventDefault();
    const button = event.currentTarget;
    if (!(button instanceof HTMLElement)) return;
    button.setPointerCapture(event.pointerId);
    button.focus();
    this.#hold.set({ field: line.field, offset: event.clientY - line.y });
    this.held.emit(true);
  }

  protected drag(event: PointerEvent, { field }: Placed): void {
    const hold = this.#hold();
    if (hold?.field !== field) return;
    const { top, height, low, high } = this.place();
    const share = (event.clientY - hold.offset - top) / height;
    this.#move(field, high - Math.min(1, Math.max(0, share)) * (high - low));
  }

  protected drop(): void {
    if (!this.#hold()) return;
    this.#hold.set(null);
    this.held.emit(false);
  }

  protected key(event: KeyboardEvent, { field, value }: Placed): void {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const steps = by * (event.shiftKey ? 10 : 1);
    this.#move(field, this.unit().stored(this.unit().value(value) + steps * this.#step()));
  }

  #move(field: LimitLine['field'], value: number): void {
    const step = this.#step();
    const shown = Number((Math.round(this.unit().value(value) / step) * step).toPrecision(12));
    this.moved.emit({ field, value: Number(this.unit().stored(shown).toPrecision(12)) });
  }

  /** In the viewer's unit. */
  #step(): number {
    const { low, high } = this.place();
    return roundStep(Math.max(Number.EPSILON, this.unit().difference(high - low) * STEP_SHARE));
  }

  #placed(line: LimitLine): Placed {
    const { top, height, low, high } = this.place();
    const share = (high - line.value) / (high - low);
    return { ...line, y: top + Math.min(1, Math.max(0, share)) * height, beyond: share < 0 || share > 1 };
  }
}
