import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  inject,
  input,
  signal,
  type OnDestroy,
} from '@angular/core';
import type { RangeControl } from '../../ui/range/range-control';
import { markRoom, timeMarks, timeStep } from '../../ui/range/time-marks';
import { LEAST_MS } from '../../ui/range/time-range';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { Texts } from '../../ui/texts/texts';
import { isDense, middleOf } from './band';
import { brushed, partAt, type BrushPart } from './brush';
import type { Gap, Stretch } from './gaps';
import { outlineOf } from './outline';
import { extent } from './scale';
import type { Points } from './source';

/** Height of the drawing, px. */
const HEIGHT = 40;
/** How near to an edge a pointer takes it, px: a mouse, a finger. */
const REACH = 7;
const TOUCH_REACH = 22;
/** Keys move by this share of what the strip shows. */
const KEY_SHARE = 0.01;
const FAR_KEY_SHARE = 0.1;

/**
 * One series over a longer time, and on it a brush that stands where the charts look: its edges and its middle can
 * be dragged, or moved by arrow keys.
 */
@Component({
  selector: 'sn-overview',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './overview.html',
  styleUrl: './overview.css',
  host: {
    role: 'group',
    '[attr.aria-label]': 'label()',
    '(pointerdown)': 'down($event)',
    '(pointermove)': 'move($event)',
    '(pointerup)': 'up($event)',
    '(pointercancel)': 'cancel()',
    '(keydown.escape)': 'cancel()',
  },
})
export class Overview implements OnDestroy {
  readonly control = input.required<RangeControl>();
  /** What the strip shows, ms of the server's clock. */
  readonly whole = input.required<Stretch>();
  readonly points = input.required<Points>();
  readonly gaps = input.required<readonly Gap[]>();
  /** Changes whenever points have come. */
  readonly version = input.required<number>();
  readonly colour = input(1);
  readonly label = input.required<string>();
  readonly zone = input(viewerZone());

  protected readonly texts = inject(Texts);
  protected readonly height = HEIGHT;
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly width = signal(600);
  readonly #words = computed(() => timeWords(this.zone(), this.texts.language()));
  readonly #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.width.set(Math.max(1, entry.contentRect.width));
  });
  #part: BrushPart | null = null;
  #startX = 0;
  #base: Stretch = { from: 0, to: 1 };

  /** Paths of the line as it is, and of the one through its middle. */
  protected readonly outline = computed(() => {
    this.version();
    const points = this.points();
    const view = this.whole();
    const range = extent([points], view);
    if (!range) return { trace: '', line: '' };
    const outline = { view, x: (t: number) => this.#x(t), height: HEIGHT, extent: range };
    if (!isDense(points, view, this.width()))
      return { trace: '', line: outlineOf(points, this.gaps(), outline) };
    const middle = middleOf(points, view, this.#perPx());
    return {
      trace: outlineOf(points, this.gaps(), outline),
      line: outlineOf(middle, this.gaps(), outline),
    };
  });
  protected readonly hatches = computed(() =>
    this.gaps()
      .map(({ from, to }) => ({ x: Math.max(0, this.#x(from)), end: Math.min(this.width(), this.#x(to)) }))
      .filter(({ x, end }) => end - x >= 1)
      .map(({ x, end }) => ({ x, width: end - x })),
  );
  protected readonly marks = computed(() => {
    const { from, to } = this.whole();
    const step = timeStep(to - from, this.width(), markRoom(to - from));
    return timeMarks({ from, to }, step, this.#words().zone)
      .map((t) => ({ x: this.#x(t), text: this.#words().mark(t, step) }))
      .filter(({ x }) => x > 18 && x < this.width() - 18);
  });
  protected readonly brush = computed(() => {
    const { from, to } = this.control().view();
    const left = Math.min(this.width() - 4, Math.max(0, this.#x(from)));
    return { left, right: Math.max(left + 4, Math.min(this.width(), this.#x(to))) };
  });
  protected readonly handles = computed(() => {
    const view = this.control().view();
    const whole = this.whole();
    const ms = whole.to - whole.from;
    return (['from', 'middle', 'to'] as const).map((part) => {
      const t = part === 'middle' ? (view.from + view.to) / 2 : view[part];
      const share = Math.round(((t - whole.from) / ms) * 100);
      return {
        part,
        label: this.texts.t(`range.brush.${part}`),
        share: Math.min(100, Math.max(0, share)),
        text: this.#words().moment(t, ms),
      };
    });
  });

  constructor() {
    this.#sizes.observe(this.#host);
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
  }

  protected down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const x = event.clientX - this.#host.getBoundingClientRect().left;
    const { left, right } = this.brush();
    const reach = Math.min(
      event.pointerType === 'touch' ? TOUCH_REACH : REACH,
      Math.max(3, (right - left) / 3),
    );
    this.#part = partAt(x, left, right, reach) ?? 'middle';
    this.#base = this.control().view();
    this.#startX = event.clientX;
    this.#host.setPointerCapture(event.pointerId);
    if (x < left - reach || x > right + reach) this.#jump(x);
  }

  protected move(event: PointerEvent): void {
    if (!this.#part || event.clientX === this.#startX) return;
    const by = (event.clientX - this.#startX) * this.#perPx();
    this.control().drag(brushed(this.#part, this.#base, by, this.whole(), this.#least()));
  }

  protected up(event: PointerEvent): void {
    if (!this.#part) return;
    this.#part = null;
    this.#host.releasePointerCapture(event.pointerId);
    this.control().drop();
  }

  protected cancel(): void {
    if (!this.#part) return;
    this.#part = null;
    this.control().cancel();
  }

  protected key(part: BrushPart, event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const { from, to } = this.whole();
    const share = event.shiftKey ? FAR_KEY_SHARE : KEY_SHARE;
    const by = (event.key === 'ArrowLeft' ? -1 : 1) * share * (to - from);
    this.control().settle(brushed(part, this.control().view(), by, this.whole(), this.#least()));
  }

  /** Brings the middle of the brush to `x`. */
  #jump(x: number): void {
    const { from, to } = this.#base;
    const t = this.whole().from + x * this.#perPx();
    this.#base = brushed('middle', this.#base, t - (from + to) / 2, this.whole(), this.#least());
    this.control().drag(this.#base);
  }

  /** Shortest view that can still be taken hold of. */
  #least(): number {
    return Math.max(LEAST_MS, 3 * this.#perPx());
  }

  #perPx(): number {
    const { from, to } = this.whole();
    return (to - from) / this.width();
  }

  #x(t: number): number {
    return (t - this.whole().from) / this.#perPx();
  }
}
