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
  untracked,
  viewChild,
  type OnDestroy,
} from '@angular/core';
import type uPlot from 'uplot';
import { DrawQueue } from '../../ui/schedule/draw-queue';
import { Texts } from '../../ui/texts/texts';
import { Theme } from '../../ui/theme/theme';
import { clockTextFine } from './clock-text';
import type { Stretch } from './gaps';
import type { NamedLimit } from './paint';
import { readPalette, type Palette } from './palette';
import { Picture, type ChartLine, type Naming, type Scene } from './picture';
import { plotOptions } from './plot-options';
import { keyPlace } from './steps';

/** Where the crosshair stands, px inside of the chart. */
interface Cross {
  x: number;
  top: number;
  height: number;
  time: string;
  dots: readonly { x: number; y: number; colour: string }[];
}

/**
 * Lines of some series over time, live. Silence is hatched, limits are lines. One crosshair may stand on several
 * charts: they share `cursor`. Draws only while it is on screen. Arrow keys move the crosshair and say its values.
 */
@Component({
  selector: 'sn-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div #canvas class="canvas"></div>
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
    '(pointermove)': 'point($event)',
    '(pointerdown)': 'point($event)',
    '(pointerleave)': 'leave($event)',
    '(keydown)': 'key($event)',
  },
})
export class Chart implements OnDestroy {
  readonly lines = input.required<readonly ChartLine[]>();
  readonly limits = input<readonly NamedLimit[]>([]);
  /** What is shown, ms of the server's clock. */
  readonly view = input.required<Stretch>();
  /** Changes whenever points have come. */
  readonly version = input.required<number>();
  /** What the chart shows, in words. */
  readonly label = input.required<string>();
  /** Values at a time, in words, for who moves the crosshair by keys. */
  readonly said = input<(t: number) => string>(clockTextFine);
  readonly visible = input(true);
  /** The value axis begins at zero, for what is counted. */
  readonly fromZero = input(false);
  /** Which gaps have words on them; with all of them goes the time at the crosshair. */
  readonly named = input<Naming>('none');
  /** Where the crosshair stands, ms of the server's clock; null: nowhere. */
  readonly cursor = model<number | null>(null);

  protected readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #queue = inject(DrawQueue);
  readonly #theme = inject(Theme);
  readonly #texts = inject(Texts);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #scene = computed((): Scene => ({
    lines: this.lines(),
    limits: this.limits(),
    view: this.view(),
    named: this.named(),
    fromZero: this.fromZero(),
  }));
  readonly #drawn = signal(0);
  readonly #sizes = new ResizeObserver(() => {
    this.#resize();
  });
  readonly #picture = new Picture(this.#texts, () => (this.#palette ??= readPalette(this.#host)));
  #palette: Palette | undefined;
  #plot: uPlot | null = null;
  #shape = '';
  #making = false;

  protected readonly cross = computed((): Cross | null => {
    const t = this.cursor();
    this.#drawn();
    return t === null ? null : this.#crossAt(t);
  });

  constructor() {
    effect(() => {
      this.#theme.drawn();
      this.#texts.language();
      this.#palette = undefined;
      if (this.visible()) this.#queue.ask(this.#draw);
    });
    effect(() => {
      this.version();
      this.#scene();
      if (this.visible()) this.#queue.ask(this.#draw);
      else this.#free();
    });
    this.#sizes.observe(this.#host);
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
    this.#free();
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
    const place = keyPlace(event, this.lines()[0]?.points, this.#picture.view(), this.cursor());
    if (place === undefined) return;
    event.preventDefault();
    this.cursor.set(place);
    if (place !== null) void this.#announcer.announce(this.said()(place), 'polite');
  }

  readonly #draw = (): void => {
    const lines = untracked(this.lines);
    this.#picture.take(untracked(this.#scene));
    const shape = lines.map(({ colour, stepped }) => `${colour}${stepped ? 's' : ''}`).join();
    if (this.#plot && shape !== this.#shape) this.#free();
    if (!this.#plot) {
      void this.#make(shape);
      return;
    }
    this.#plot.setData(this.#picture.data());
    if (untracked(this.cursor) !== null) this.#drawn.update((n) => n + 1);
  };

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
    const options = plotOptions(Plot, this.lines(), this.#size(), this.#picture);
    this.#plot = new Plot(options, this.#picture.data(), this.canvas().nativeElement);
    this.#queue.ask(this.#draw);
  }

  #crossAt(t: number): Cross | null {
    const plot = this.#plot;
    const { from, to } = this.#picture.view();
    if (!plot || t < from || t > to) return null;
    const left = plot.bbox.left / devicePixelRatio;
    const top = plot.bbox.top / devicePixelRatio;
    const dots = this.#picture.valuesAt(t).map(({ time, value, colour }) => ({
      x: left + plot.valToPos(time, 'x'),
      y: top + plot.valToPos(value, 'y'),
      colour: `var(--s${colour})`,
    }));
    const height = plot.bbox.height / devicePixelRatio;
    return { x: left + plot.valToPos(t, 'x'), top, height, time: clockTextFine(t), dots };
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(120, this.#host.clientWidth), height: Math.max(80, this.#host.clientHeight) };
  }

  #resize(): void {
    const size = this.#size();
    if (!this.#plot || (this.#plot.width === size.width && this.#plot.height === size.height)) return;
    this.#plot.setSize(size);
  }
}
