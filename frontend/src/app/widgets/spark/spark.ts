import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  effect,
  inject,
  input,
  viewChild,
  type OnDestroy,
} from '@angular/core';
import { DrawQueue } from '../../ui/schedule/draw-queue';
import { PixelRatio } from '../../ui/theme/pixel-ratio';
import { Theme } from '../../ui/theme/theme';
import { paintSpark } from './paint-spark';
import { sparkLine, type SparkSource } from './spark-data';
import { sparkShapes } from './spark-shapes';

const NO_POINTS: SparkSource = { length: 0, time: () => NaN, value: () => NaN };

/** A small live line without axes: where a value came from, not how much it is. Draws only while it is on screen. */
@Component({
  selector: 'sn-spark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<canvas #canvas></canvas>',
  styleUrl: './spark.css',
  host: { 'aria-hidden': 'true', '[class.faded]': 'faded()' },
})
export class Spark implements OnDestroy {
  readonly points = input.required<SparkSource | undefined>();
  /** Changes whenever the points have changed. */
  readonly version = input.required<number>();
  /** Right edge, ms of the server's clock; NaN: the newest point. */
  readonly until = input(NaN);
  /** Points further apart than this are not joined, ms. */
  readonly gapMs = input(Infinity);
  /** Draws steps, for states. */
  readonly stepped = input(false);
  /** The newest value is not fresh: lighter, and no dot at the end. */
  readonly faded = input(false);
  readonly visible = input(true);

  protected readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #queue = inject(DrawQueue);
  readonly #theme = inject(Theme);
  readonly #ratio = inject(PixelRatio);
  /** Told by the browser, since asking for it in a frame would lay out the page again. */
  readonly #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.#resize(entry.contentRect);
  });
  #size = { width: 0, height: 0 };
  #colour = '';

  constructor() {
    effect(() => {
      this.#theme.drawn();
      this.#colour = '';
      if (this.visible()) this.#queue.ask(this.#draw);
    });
    effect(() => {
      this.points();
      this.version();
      this.until();
      this.stepped();
      this.faded();
      this.#ratio.value();
      if (this.visible()) this.#queue.ask(this.#draw);
      else this.#queue.drop(this.#draw);
    });
    this.#sizes.observe(this.#host);
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
    this.#queue.drop(this.#draw);
  }

  readonly #draw = (): void => {
    if (this.#size.width === 0) return;
    const context = this.#context();
    if (!context) return;
    const [points, stepped, faded] = [this.points(), this.stepped(), this.faded()];
    const line = sparkLine(points ?? NO_POINTS, this.gapMs(), this.until(), stepped && !faded);
    const frame = { ...this.#size, ratio: this.#ratio.value() };
    const { runs, end } = sparkShapes(line, frame, stepped);
    this.#colour ||= getComputedStyle(this.#host).color;
    paintSpark(context, { runs, end: faded ? null : end }, this.#colour, frame.ratio);
  };

  /** The canvas, as large as its place; a change of size empties it, so that it comes right before the drawing. */
  #context(): CanvasRenderingContext2D | null {
    const canvas = this.canvas().nativeElement;
    const { width, height } = this.#size;
    const ratio = this.#ratio.value();
    const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    if (canvas.width !== pixels.width || canvas.height !== pixels.height) {
      Object.assign(canvas, pixels);
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    return canvas.getContext('2d');
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    this.#size = { width: Math.max(24, Math.round(width)), height: Math.max(16, Math.round(height)) };
    if (this.visible()) this.#queue.ask(this.#draw);
  }
}
