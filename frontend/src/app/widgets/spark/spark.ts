import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  effect,
  inject,
  input,
  type OnDestroy,
} from '@angular/core';
import type uPlot from 'uplot';
import { DrawQueue } from '../../ui/schedule/draw-queue';
import { Theme } from '../../ui/theme/theme';
import { sparkLine, sparkRange, type SparkLine, type SparkSource } from './spark-data';

const EMPTY: SparkLine = { times: [], values: [], from: 0, to: 1 };

/** A small live line without axes: where a value came from, not how much it is. Draws only while it is on screen. */
@Component({
  selector: 'sn-spark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '',
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

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #queue = inject(DrawQueue);
  readonly #theme = inject(Theme);
  /** Told by the browser, since asking for it in a frame would lay out the page again. */
  readonly #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.#resize(entry.contentRect);
  });
  #size = { width: 0, height: 0 };
  #line = EMPTY;
  #plot: uPlot | null = null;
  #making = false;
  #steps = false;
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
      this.faded();
      if (this.visible()) this.#queue.ask(this.#draw);
      else this.#queue.drop(this.#draw);
    });
    this.#sizes.observe(this.#host);
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
    this.#free();
  }

  readonly #draw = (): void => {
    const points = this.points();
    this.#line = points
      ? sparkLine(points, this.gapMs(), this.until(), this.stepped() && !this.faded())
      : EMPTY;
    if (this.#plot && this.#steps !== this.stepped()) this.#free();
    if (!this.#plot) {
      if (this.#line.times.length > 0 && this.#size.width > 0) void this.#make();
      return;
    }
    this.#colour ||= getComputedStyle(this.#host).color;
    this.#plot.setData([this.#line.times, this.#line.values]);
  };

  #free(): void {
    this.#queue.drop(this.#draw);
    this.#plot?.destroy();
    this.#plot = null;
  }

  async #make(): Promise<void> {
    if (this.#making) return;
    this.#making = true;
    const { default: Plot } = await import('uplot');
    this.#making = false;
    if (!this.visible() || !this.#host.isConnected) return;
    this.#plot = new Plot(this.#options(Plot), [[], []], this.#host);
    this.#queue.ask(this.#draw);
  }

  #options(Plot: typeof uPlot): uPlot.Options {
    this.#steps = this.stepped();
    const paths = this.#steps ? Plot.paths.stepped?.({ align: 1 }) : undefined;
    return {
      ...this.#size,
      padding: [4, 5, 4, 1],
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { time: false, range: () => [this.#line.from, this.#line.to] },
        y: { range: (_, low, high) => sparkRange(low, high) },
      },
      series: [
        {},
        { stroke: () => this.#colour, width: 1.4, points: { show: false }, ...(paths ? { paths } : {}) },
      ],
      hooks: {
        draw: [
          (plot) => {
            this.#dot(plot);
          },
        ],
      },
    };
  }

  /** The newest point, only while it is fresh. */
  #dot(plot: uPlot): void {
    const t = this.#line.times.at(-1);
    const v = this.#line.values.at(-1);
    if (t === undefined || v === undefined || v === null || this.faded()) return;
    const { ctx } = plot;
    ctx.beginPath();
    ctx.fillStyle = this.#colour;
    ctx.arc(plot.valToPos(t, 'x', true), plot.valToPos(v, 'y', true), 2.3 * devicePixelRatio, 0, 7);
    ctx.fill();
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    this.#size = { width: Math.max(24, Math.round(width)), height: Math.max(16, Math.round(height)) };
    if (this.#plot) this.#plot.setSize(this.#size);
    else if (this.visible()) this.#queue.ask(this.#draw);
  }
}
