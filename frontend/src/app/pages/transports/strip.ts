import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  afterNextRender,
  effect,
  inject,
  input,
  viewChild,
  type ElementRef,
  type OnDestroy,
} from '@angular/core';
import { Theme } from '../../ui/theme/theme';
import type { Lane } from './lane';
import { paintStrip, stripShapes, type StripColours } from './paint-strip';
import { ServerTime } from './server-time';

/** Time that the picture shows, ms, on wide and on narrow screens. */
const WINDOW_MS = 15_000;
const NARROW_WINDOW_MS = 8_000;
const NARROW_PX = 420;

/** Least time between two pictures, ms; for who wants little motion the picture moves by whole seconds. */
const FRAME_MS = 30;
const STILL_MS = 1_000;

/** Each update as it arrives: a stroke from when it was measured, above, to when it was shown, below. */
@Component({
  selector: 'sn-strip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<canvas #canvas aria-hidden="true"></canvas>',
  styles: `
    :host {
      position: relative;
      display: block;
      height: 76px;
    }
    :host(.axis) {
      height: 94px;
    }
    :host(.faded) {
      opacity: 0.45;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
  `,
  host: { role: 'img', '[attr.aria-label]': 'label()', '[class.axis]': 'axis()' },
})
export class Strip implements OnDestroy {
  readonly lane = input.required<Lane>();
  readonly label = input.required<string>();
  /** Times of day stand below the picture. */
  readonly axis = input(false);

  readonly #time = inject(ServerTime);
  readonly #theme = inject(Theme);
  readonly #document = inject(DOCUMENT);
  protected readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.#size = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  #size = { width: 0, height: 0 };
  #colours: StripColours | undefined;
  #frame = 0;
  #drawnAt = -Infinity;

  constructor() {
    effect(() => {
      this.#theme.drawn();
      this.#colours = undefined;
    });
    afterNextRender(() => {
      this.#sizes.observe(this.canvas().nativeElement);
      this.#frame = requestAnimationFrame(this.#loop);
    });
  }

  ngOnDestroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
  }

  readonly #loop = (at: number): void => {
    this.#frame = requestAnimationFrame(this.#loop);
    if (at - this.#drawnAt < (this.#still.matches ? STILL_MS : FRAME_MS)) return;
    const { state } = this.lane();
    if (state() === 'paused' || this.#document.visibilityState === 'hidden') return;
    this.#drawnAt = at;
    this.#draw();
  };

  #draw(): void {
    const canvas = this.canvas().nativeElement;
    const context = canvas.getContext('2d');
    const now = this.#time.now();
    const { width, height } = this.#size;
    if (!context || width === 0 || Number.isNaN(now)) return;
    const ratio = devicePixelRatio;
    const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    if (canvas.width !== pixels.width || canvas.height !== pixels.height) Object.assign(canvas, pixels);
    this.#colours ??= coloursOf(canvas);
    const { tally, requests, parts } = this.lane();
    const windowMs = width < NARROW_PX ? NARROW_WINDOW_MS : WINDOW_MS;
    const frame = { width, height, now, windowMs, axis: this.axis() };
    const published = parts.published.times();
    const shapes = stripShapes(frame, { published, shown: tally.shown, requests, from: tally.newest });
    paintStrip(context, frame, shapes, this.#colours, ratio);
  }
}

function coloursOf(element: Element): StripColours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  return { stroke: colour('--s1'), dot: colour('--text-3'), grid: colour('--grid'), font };
}
