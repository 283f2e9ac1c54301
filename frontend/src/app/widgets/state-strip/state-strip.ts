import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  inject,
  input,
  model,
  signal,
  type OnDestroy,
} from '@angular/core';
import type { RangeControl } from '../../ui/range/range-control';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { ZoomArea, zoomByKey } from '../../ui/range/zoom-area';
import { Texts } from '../../ui/texts/texts';
import { paintStrip } from './paint-strip';
import { placed } from './placed';
import { segmentAt, type Segment } from './segments';

/** One state over time: its name and its segments. */
export interface StripRow {
  label: string;
  segments: readonly Segment[];
  /** The word for a value. */
  word: (value: number) => string;
  /** Number of the series colour for a value, 1 to 10; 0: no colour. */
  tone: (value: number) => number;
}

interface Block {
  left: number;
  width: number;
  /** Too narrow for edges. */
  slim: boolean;
  kind: Segment['kind'];
  tone: number;
  word: string;
}

/** States over time, one row each, under the same times and the same crosshair as the charts beside it. */
@Component({
  selector: 'sn-state-strip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './state-strip.html',
  styleUrl: './state-strip.css',
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
export class StateStrip implements OnDestroy {
  readonly rows = input.required<readonly StripRow[]>();
  /** What is shown, ms of the server's clock. */
  readonly from = input.required<number>();
  readonly to = input.required<number>();
  /** Times below the rows, each with its words. */
  readonly marks = input.required<(width: number) => readonly { t: number; text: string }[]>();
  readonly label = input.required<string>();
  /** What dragging, wheel and keys move; null: nothing. */
  readonly zoom = input<RangeControl | null>(null);
  readonly zone = input(viewerZone());
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #announcer = inject(LiveAnnouncer);
  readonly #area = new ZoomArea(this.#host, {
    area: () => this.#host.getBoundingClientRect(),
    control: () => this.zoom(),
  });
  readonly #width = signal(600);
  readonly #sizes = new ResizeObserver(([entry]) => {
    if (entry) this.#width.set(entry.contentRect.width);
  });

  protected readonly drawn = computed(() =>
    this.rows().map((row) => ({
      label: row.label,
      blocks: row.segments.map((one) => this.#block(row, one)),
    })),
  );
  protected readonly times = computed(() =>
    this.marks()(this.#width())
      .map(({ t, text }) => ({ text, left: this.#share(t) }))
      .filter(({ left }) => left >= 0 && left <= 100),
  );
  protected readonly cross = computed(() => {
    const t = this.cursor();
    return t === null || t < this.from() || t > this.to() ? null : this.#share(t);
  });

  protected readonly pick = computed(() => {
    const selection = this.#area.selection();
    if (!selection) return null;
    const left = this.#share(selection.from);
    return { left, width: this.#share(selection.to) - left };
  });

  constructor() {
    this.#sizes.observe(this.#host);
  }

  /** What it shows; `before`: px on the left of it, to stand below a chart whose plot begins there. */
  picture(before?: number): HTMLCanvasElement {
    return paintStrip(this.#host, before);
  }

  ngOnDestroy(): void {
    this.#sizes.disconnect();
    this.#area.destroy();
  }

  protected point(event: PointerEvent): void {
    const { left, width } = this.#host.getBoundingClientRect();
    const share = (event.clientX - left) / Math.max(1, width);
    this.cursor.set(this.from() + Math.min(1, Math.max(0, share)) * (this.to() - this.from()));
  }

  protected leave(event: PointerEvent): void {
    if (event.pointerType === 'mouse') this.cursor.set(null);
  }

  /** Arrows go from change to change, Escape takes the crosshair away. */
  protected key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#area.cancel()) return;
    const zoom = this.zoom();
    if (zoom && zoomByKey(event, zoom, this.cursor())) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Escape' && this.cursor() !== null) {
      this.cursor.set(null);
      return;
    }
    const t = this.#next(event.key);
    if (t === undefined) return;
    event.preventDefault();
    this.cursor.set(t);
    void this.#announcer.announce(this.#saidAt(t), 'polite');
  }

  #next(key: string): number | undefined {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
    const times = [...new Set(this.rows().flatMap(({ segments }) => segments.map(({ from }) => from)))];
    times.sort((a, b) => a - b);
    const here = this.cursor() ?? this.to();
    if (key === 'ArrowRight') return times.find((t) => t > here) ?? this.to();
    return times.reverse().find((t) => t < here) ?? this.from();
  }

  #saidAt(t: number): string {
    const states = this.rows().flatMap(({ label, segments, word }) => {
      const segment = segmentAt(segments, t + 1);
      return segment ? [`${label} ${this.#word(segment, word)}`] : [];
    });
    const words = timeWords(this.zone(), this.texts.language());
    return [words.moment(t, this.to() - this.from()), ...states].join(', ');
  }

  #block({ word, tone }: StripRow, segment: Segment): Block {
    const stripWidth = this.#width();
    const { left, width, slim } = placed(this.#share(segment.from), this.#share(segment.to), stripWidth);
    const text = this.#word(segment, word);
    const fits = (width / 100) * stripWidth > text.length * 6.6 + 14;
    const colour = segment.kind === 'state' ? tone(segment.value) : 0;
    return { left, width, slim, kind: segment.kind, tone: colour, word: fits ? text : '' };
  }

  #word({ kind, value }: Segment, word: (value: number) => string): string {
    if (kind === 'gap') return this.texts.t('chart.silent');
    return kind === 'mixed' ? this.texts.t('chart.mixed') : word(value);
  }

  #share(t: number): number {
    return (100 * (t - this.from())) / (this.to() - this.from());
  }
}
