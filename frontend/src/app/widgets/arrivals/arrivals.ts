import {
  ChangeDetectionStrategy,
  Component,
  effect,
  inject,
  input,
  viewChild,
  type ElementRef,
  type OnDestroy,
} from '@angular/core';
import { DrawQueue } from '../../ui/schedule/draw-queue';
import { Theme } from '../../ui/theme/theme';
import { hairs, type ArrivalSource } from './hairs';

/** One hair a message, newest right; silence is simply empty. */
@Component({
  selector: 'sn-arrivals',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<canvas #canvas aria-hidden="true"></canvas>',
  styleUrl: './arrivals.css',
  host: { role: 'img', '[attr.aria-label]': 'label()' },
})
export class Arrivals implements OnDestroy {
  readonly arrivals = input.required<ArrivalSource>();
  /** Changes whenever a message has come. */
  readonly version = input.required<number>();
  /** Right edge, ms of the server's clock. */
  readonly now = input.required<number>();
  /** Time that the line shows, ms. */
  readonly windowMs = input(120_000);
  readonly label = input.required<string>();
  readonly visible = input(true);

  protected readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  readonly #queue = inject(DrawQueue);
  readonly #theme = inject(Theme);
  #colour = '';

  constructor() {
    effect(() => {
      this.#theme.drawn();
      this.#colour = '';
      if (this.visible()) this.#queue.ask(this.#draw);
    });
    effect(() => {
      this.arrivals();
      this.version();
      this.now();
      if (this.visible()) this.#queue.ask(this.#draw);
    });
  }

  ngOnDestroy(): void {
    this.#queue.drop(this.#draw);
  }

  readonly #draw = (): void => {
    const canvas = this.canvas().nativeElement;
    const ratio = devicePixelRatio;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (width === 0) return;
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) return;
    this.#colour ||= getComputedStyle(canvas).color;
    context.fillStyle = this.#colour;
    const hair = Math.max(1, Math.round(ratio));
    for (const x of hairs(this.arrivals(), this.now(), this.windowMs(), width - hair)) {
      context.fillRect(x, Math.round(height / 6), hair, Math.round((height * 2) / 3));
    }
  };
}
