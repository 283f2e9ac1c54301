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
  output,
  signal,
  untracked,
  viewChild,
  type OnDestroy,
} from '@angular/core';
import type uPlot from 'uplot';
import type { RangeControl } from '../../ui/range/range-control';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { ZoomArea, zoomByKey, type Area } from '../../ui/range/zoom-area';
import { DrawQueue } from '../../ui/schedule/draw-queue';
import { Texts } from '../../ui/texts/texts';
import { Theme } from '../../ui/theme/theme';
import type { Stretch } from './gaps';
import type { IncidentMark } from './marks';
import type { NamedLimit } from './paint';
import { readPalette, type Palette } from './palette';
import { Picture } from './picture';
import type { ChartLine, Naming, Scene } from './scene';
import { crossAt, pickAt, placeOf, type Cross, type PlotPlace } from './places';
import { plotOptions } from './plot-options';
import { keyPlace } from './steps';

/** What axis and margins take of the width before the first drawing is measured, px. */
const PLOT_MARGIN = 50;

/**
 * Lines of some series over time, live. Silence is hatched, limits are lines. One crosshair and one zoom may stand on
 * several charts: they share `cursor` and `zoom`. Draws only while it is on screen. Arrow keys move the crosshair
 * and say its values.
 */
@Component({
  selector: 'sn-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div #canvas class="canvas"></div>
    @if (pick(); as pick) {
      <div
        class="pick"
        [style.left.px]="pick.x"
        [style.width.px]="pick.width"
        [style.top.px]="pick.top"
        [style.height.px]="pick.height"
      >
        <span>{{ pick.words }}</span>
      </div>
    }
    @if (cross(); as cross) {
      <div
        class="cross"
        [style.left.px]="cross.x"
        [style.top.px]="cross.top"
        [style.height.px]="cross.height"
      ></div>
      @for (dot of cross.dots; track $index) {
        <i class="dot" [style.left.px]="dot.x" [style.top.px]="dot.y" [style.border-color]="dot.colour"></i>
      }
      @if (named() === 'all') {
        <span class="at" [style.left.px]="cross.x">{{ cross.time }}</span>
      }
    }
  `,
  styleUrl: './chart.css',
  host: {
    role: 'img',
    tabindex: '0',
    '[attr.aria-label]': 'label()',
    '[class.zooms]': 'zoom() !== null',
    '(pointermove)': 'point($event)',
    '(pointerdown)': 'point($event)',
    '(pointerleave)': 'leave($event)',
    '(keydown)': 'key($event)',
  },
})
export class Chart implements OnDestroy {
  readonly lines = input.required<readonly ChartLine[]>();
  readonly limits = input<readonly NamedLimit[]>([]);
  /** Values that the value axis reaches if they are near, without lines of their own. */
  readonly reach = input<readonly number[]>([]);
  /** Incidents on the time axis. */
  readonly marks = input<readonly IncidentMark[]>([]);
  /** What is shown, ms of the server's clock. */
  readonly view = input.required<Stretch>();
  /** Changes whenever points have come. */
  readonly version = input.required<number>();
  /** What the chart shows, in words. */
  readonly label = input.required<string>();
  /** Values at a time, in words, for who moves the crosshair by keys. */
  readonly said = input<((t: number) => string) | null>(null);
  readonly visible = input(true);
  /** The value axis begins at zero, for what is counted. */
  readonly fromZero = input(false);
  /** Which gaps have words on them; with all of them goes the time at the crosshair. */
  readonly named = input<Naming>('none');
  /** Time zone of the axis. */
  readonly zone = input(viewerZone());
  /** What dragging, wheel and keys move; null: nothing. */
  readonly zoom = input<RangeControl | null>(null);
  /** Where the crosshair stands, ms of the server's clock; null: nowhere. */
  readonly cursor = model<number | null>(null);
  /** Where the plot lies, after each drawing that has changed it. */
  readonly placed = output<PlotPlace>();

  protected readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #queue = inject(DrawQueue);
  readonly #theme = inject(Theme);
  readonly #texts = inject(Texts);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #scene = computed((): Scene => ({
    lines: this.lines(),
    limits: this.limits(),
    reach: this.reach(),
    marks: this.marks(),
    view: this.view(),
    named: this.named(),
    fromZero: this.fromZero(),
    zone: this.zone(),
  }));
  readonly #words = computed(() => timeWords(this.zone(), this.#texts.language()));
  readonly #area: ZoomArea;
  readonly #drawn = signal(0);
  readonly #sizes = new ResizeObserver(() => {
    this.#resize();
  });
  readonly #picture = new Picture(this.#texts, () => (this.#palette ??= readPalette(this.#host)));
  #palette: Palette | undefined;
  #plot: uPlot | null = null;
  #shape = '';
  #told = '';
  #making = false;

  protected readonly cross = computed((): Cross | null => {
    const t = this.cursor();
    this.#drawn();
    return t === null || !this.#plot ? null : crossAt(this.#plot, this.#picture, this.#words(), t);
  });

  /** What is being selected to be seen next. */
  protected readonly pick = computed(() => {
    const selection = this.#area.selection();
    return selection && this.#plot ? pickAt(this.#plot, selection, this.#words()) : null;
  });

  constructor() {
    this.#area = new ZoomArea(this.#host, { area: () => this.#place(), control: () => this.zoom() });
    effect(() => {
      this.#theme.drawn();
      this.#texts.language();
      this.#palette = undefined;
      if (this.visible()) this.#queue.ask(this.#draw);
    });
    effect(() => {
      this.version();
      for (const { unit } of this.#scene().lines) this.#texts.unit(unit ?? null);
      if (this.visible()) this.#queue.ask(this.#draw);
      else this.#free();
    });
    this.#sizes.observe(this.#host);
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
    this.#area.destroy();
    this.#free();
  }

  /** The chart as it would be drawn now, on a canvas of its own, whether it is on screen or not. */
  async picture(): Promise<HTMLCanvasElement> {
    const { default: Plot } = await import('uplot');
    const size = this.#size();
    const picture = new Picture(this.#texts, () => (this.#palette ??= readPalette(this.#host)));
    picture.take(untracked(this.#scene), size.width);
    return new Promise((resolve) => {
      const options = plotOptions(Plot, picture.plotLines(), size, picture);
      const ready = [
        (plot: uPlot) => {
          resolve(plot.ctx.canvas);
        },
      ];
      const hooks = { ...options.hooks, ready };
      new Plot({ ...options, hooks }, picture.data(), document.createElement('div'));
    });
  }

  protected point(event: PointerEvent): void {
    const plot = this.#plot;
    if (!plot) return;
    const left = event.clientX - plot.over.getBoundingClientRect().left;
    const inside = left >= -4 && left <= plot.over.clientWidth + 4;
    const { from, to } = this.#picture.view();
    if (inside) this.cursor.set(Math.min(to, Math.max(from, plot.posToVal(left, 'x'))));
    else if (event.pointerType === 'mouse') this.cursor.set(null);
  }

  /** A finger that is lifted leaves the crosshair where it was. */
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
    const place = keyPlace(event, this.lines()[0]?.points, this.#picture.view(), this.cursor());
    if (place === undefined) return;
    event.preventDefault();
    if (place !== null && place === this.cursor()) zoom?.nudge(event.key === 'ArrowLeft' ? -1 : 1);
    this.cursor.set(place);
    if (place === null) return;
    const said = this.said()?.(place) ?? this.#words().fine(place);
    void this.#announcer.announce(said, 'polite');
  }

  readonly #draw = (): void => {
    this.#picture.take(untracked(this.#scene), this.#plotWidth());
    const lines = this.#picture.plotLines();
    const shape = lines
      .map(({ colour, stepped, ghost, right, dash }) => [colour, stepped, ghost, right, dash].join(' '))
      .join();
    if (this.#plot && shape !== this.#shape) this.#free();
    if (!this.#plot) {
      void this.#make(shape);
      return;
    }
    this.#plot.setData(this.#picture.data());
    // The plot draws in a microtask of its own, queued before this one.
    queueMicrotask(() => {
      this.#tellPlace();
    });
    if (untracked(this.cursor) !== null) this.#drawn.update((n) => n + 1);
  };

  #tellPlace(): void {
    const plot = this.#plot;
    if (!plot) return;
    const place = placeOf(plot, this.#picture.range());
    const told = JSON.stringify(place);
    if (told === this.#told) return;
    this.#told = told;
    this.placed.emit(place);
  }

  /** Gives the canvas back while nobody sees it. */
  #free(): void {
    this.#queue.drop(this.#draw);
    this.#plot?.destroy();
    this.#plot = null;
  }

  async #make(shape: string): Promise<void> {
    if (this.#making) return;
    this.#making = true;
    const { default: Plot } = await import('uplot');
    this.#making = false;
    if (!this.visible() || !this.#host.isConnected) return;
    this.#shape = shape;
    const options = plotOptions(Plot, this.#picture.plotLines(), this.#size(), this.#picture);
    this.#plot = new Plot(options, this.#picture.data(), this.canvas().nativeElement);
    this.#queue.ask(this.#draw);
  }

  #place(): Area | null {
    return this.#plot?.over.getBoundingClientRect() ?? null;
  }

  #plotWidth(): number {
    return this.#plot ? this.#plot.bbox.width / devicePixelRatio : this.#size().width - PLOT_MARGIN;
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(120, this.#host.clientWidth), height: Math.max(80, this.#host.clientHeight) };
  }

  #resize(): void {
    const size = this.#size();
    if (!this.#plot || (this.#plot.width === size.width && this.#plot.height === size.height)) return;
    this.#plot.setSize(size);
    queueMicrotask(() => {
      this.#tellPlace();
    });
  }
}
