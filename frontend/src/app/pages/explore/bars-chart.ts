import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  model,
  signal,
  viewChild,
  type OnDestroy,
} from '@angular/core';
import type { RangeControl } from '../../ui/range/range-control';
import { timeWords } from '../../ui/range/time-words';
import { zoneOf } from '../../ui/range/zones';
import { ZoomArea, zoomByKey, type Area } from '../../ui/range/zoom-area';
import { Texts } from '../../ui/texts/texts';
import { Theme } from '../../ui/theme/theme';
import { readPalette } from '../../widgets/chart/palette';
import { bucketAt, type Bucket } from './buckets';
import { labelled, stretchOf } from './bar-scale';
import { bucketWords } from './bucket-words';
import type { Bars } from './explore-figures';
import type { DrawnNumber } from './explore-state';
import { frameOf, paintBars, type BarScene } from './paint-bars';

/** Room that a label below the bars needs, px. */
const LABEL_ROOM = 64;

/** What counters have counted, a group of bars for each hour, day or month. Arrow keys go from bar to bar. */
@Component({
  selector: 'sn-bars-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <canvas #canvas></canvas>
    @if (lit(); as lit) {
      <div
        class="lit"
        [style.left.px]="lit.left"
        [style.width.px]="lit.width"
        [style.top.px]="lit.top"
        [style.height.px]="lit.height"
      ></div>
    }
    @if (pick(); as pick) {
      <div
        class="pick"
        [style.left.px]="pick.left"
        [style.width.px]="pick.width"
        [style.top.px]="pick.top"
        [style.height.px]="pick.height"
      ></div>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      min-width: 0;
      border-radius: 4px;
      touch-action: pan-y;
      cursor: crosshair;
      user-select: none;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    .lit,
    .pick {
      position: absolute;
      pointer-events: none;
    }
    .lit {
      border-radius: 3px;
      background: color-mix(in srgb, var(--text) 7%, transparent);
    }
    .pick {
      border: solid var(--accent-text);
      border-width: 0 1px;
      background: color-mix(in srgb, var(--accent-text) 12%, transparent);
    }
  `,
  host: {
    role: 'img',
    tabindex: '0',
    'data-testid': 'bars',
    '[attr.aria-label]': 'label()',
    '[attr.data-buckets]': 'buckets().length',
    '(pointermove)': 'point($event)',
    '(pointerdown)': 'point($event)',
    '(pointerleave)': 'leave($event)',
    '(keydown)': 'key($event)',
  },
})
export class BarsChart implements OnDestroy {
  readonly bars = input.required<Bars>();
  readonly series = input.required<readonly DrawnNumber[]>();
  /** Server's time, ms since the epoch. */
  readonly now = input.required<number>();
  readonly label = input.required<string>();
  /** Values of a bucket, in words, for who goes by keys. */
  readonly said = input.required<(bucket: Bucket) => string>();
  readonly zoom = input<RangeControl | null>(null);
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  readonly #theme = inject(Theme);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  readonly #size = signal({ width: 0, height: 0 });
  readonly #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.#size.set({ width: entry.contentRect.width, height: entry.contentRect.height });
  });
  readonly #area = new ZoomArea(this.#host, { area: () => this.#place(), control: () => this.zoom() });

  /** The buckets with the values of the drawn series, in their order and as the viewer sees them. */
  protected readonly buckets = computed((): readonly Bucket[] => {
    const { names, buckets } = this.bars();
    const drawn = this.series().map(({ name, metric }) => ({
      place: names.indexOf(name),
      unit: this.texts.units.of(metric.unit),
    }));
    return buckets.map(({ from, to, values }) => ({
      from,
      to,
      values: drawn.map(({ place, unit }) => {
        const value = values[place] ?? null;
        return value === null ? null : unit.difference(value);
      }),
    }));
  });
  readonly #scene = computed((): BarScene => {
    const { per, zone } = this.bars();
    const words = timeWords(zone, this.texts.language());
    const buckets = this.buckets();
    const { width, height } = this.#size();
    const whole = stretchOf(buckets);
    const perPx = whole ? (whole.to - whole.from) / Math.max(1, width - 60) : 1;
    const labels = labelled(buckets, per, zoneOf(zone), perPx, LABEL_ROOM);
    return {
      buckets,
      series: this.series().map(({ look, side }) => ({ look, right: side === 'right' })),
      labels: labels.map((bucket) => ({ bucket, text: bucketWords(bucket, per, words, 'axis') })),
      now: this.now(),
      number: (value, decimals) => this.texts.numbers().measured(value, decimals),
      width,
      height,
    };
  });
  readonly #frame = computed(() => frameOf(this.#scene()));
  protected readonly lit = computed(() => {
    const bucket = bucketAt(this.buckets(), this.cursor());
    return bucket ? this.#box(bucket.from, bucket.to) : null;
  });
  protected readonly pick = computed(() => {
    const selection = this.#area.selection();
    return selection ? this.#box(selection.from, selection.to) : null;
  });

  constructor() {
    this.#sizes.observe(this.#host);
    effect(() => {
      this.#theme.drawn();
      this.#draw(this.canvas().nativeElement, this.#scene());
    });
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
    this.#area.destroy();
  }

  /** The chart on a canvas of its own. */
  picture(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    this.#draw(canvas, this.#scene());
    return canvas;
  }

  protected point(event: PointerEvent): void {
    const whole = stretchOf(this.buckets());
    const { left, width } = this.#frame();
    if (!whole) return;
    const x = event.clientX - this.#host.getBoundingClientRect().left - left;
    if (x >= 0 && x < width) this.cursor.set(whole.from + (x / width) * (whole.to - whole.from));
    else if (event.pointerType === 'mouse') this.cursor.set(null);
  }

  protected leave(event: PointerEvent): void {
    if (event.pointerType === 'mouse') this.cursor.set(null);
  }

  protected key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#area.cancel()) return;
    const zoom = this.zoom();
    if (zoom && zoomByKey(event, zoom, this.cursor())) {
      event.preventDefault();
      return;
    }
    const bucket = this.#next(event.key);
    if (event.key === 'Escape') this.cursor.set(null);
    if (!bucket) return;
    event.preventDefault();
    this.cursor.set((bucket.from + bucket.to) / 2);
    void this.#announcer.announce(this.said()(bucket), 'polite');
  }

  #next(key: string): Bucket | undefined {
    const buckets = this.buckets();
    const here = buckets.findIndex((one) => one === bucketAt(buckets, this.cursor()));
    if (key === 'Home') return buckets[0];
    if (key === 'End') return buckets.at(-1);
    if (key === 'ArrowRight') return buckets[Math.min(buckets.length - 1, here + 1)];
    if (key === 'ArrowLeft') return here < 0 ? buckets.at(-1) : buckets[Math.max(0, here - 1)];
    return undefined;
  }

  #draw(canvas: HTMLCanvasElement, scene: BarScene): void {
    if (scene.width === 0) return;
    canvas.width = Math.round(scene.width * devicePixelRatio);
    canvas.height = Math.round(scene.height * devicePixelRatio);
    const context = canvas.getContext('2d');
    context?.scale(devicePixelRatio, devicePixelRatio);
    if (context) paintBars(context, readPalette(this.#host), scene);
  }

  #box(from: number, to: number): { left: number; width: number; top: number; height: number } | null {
    const whole = stretchOf(this.buckets());
    const { left, top, width, height } = this.#frame();
    if (!whole) return null;
    const x = (t: number): number =>
      left + Math.min(1, Math.max(0, (t - whole.from) / (whole.to - whole.from))) * width;
    return { left: x(from), width: x(to) - x(from), top, height };
  }

  /** Where the range of the page would lie: the bars show whole buckets around it. */
  #place(): Area | null {
    const whole = stretchOf(this.buckets());
    const view = this.zoom()?.view();
    if (!whole || !view) return null;
    const { left, width } = this.#frame();
    const perMs = width / (whole.to - whole.from);
    const start = this.#host.getBoundingClientRect().left + left + (view.from - whole.from) * perMs;
    return { left: start, width: (view.to - view.from) * perMs };
  }
}
