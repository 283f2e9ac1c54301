import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { Texts } from '../../ui/texts/texts';

/** How fresh a value looks: strong while live or late, lighter when old, lightest when gone. */
export type Tone = 'fresh' | 'old' | 'gone';

/** A change is shown at most this often, ms. */
const FLASH_EVERY_MS = 1000;

/** A number of more signs than this is smaller, so that it has room without being cut. */
const USUAL_SIGNS = 7;

/**
 * A value: number or word, then the lighter unit. With `flash` a change gets one soft ground. Only words are cut: half
 * a number is a wrong one.
 */
@Component({
  selector: 'sn-reading',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<bdi class="n" [class.cut]="word()" [title]="word() ? text() : ''">{{ text() }}</bdi>
    @if (unit()) {
      <span class="u" [title]="guessed() ? texts.t('value.guessed') : ''"
        >&nbsp;<span [class.guessed]="guessed()">{{ unit() }}</span></span
      >
    }`,
  styleUrl: './reading.css',
  host: {
    '[class]': '"tone-" + tone() + " size-" + size()',
    '[class.word]': 'word()',
    '[class.long]': 'isLong()',
  },
})
export class ReadingValue {
  readonly text = input.required<string>();
  readonly unit = input<string | null>(null);
  /** The unit was guessed from the metric's name. */
  readonly guessed = input(false);
  readonly tone = input<Tone>('fresh');
  readonly size = input<'small' | 'hero'>('small');
  /** The value is a word, not a number. */
  readonly word = input(false);
  readonly flash = input(false);
  /** Whose value it is: another one's value is no change. */
  readonly of = input('');

  protected readonly isLong = computed(() => !this.word() && this.text().length > USUAL_SIGNS);
  protected readonly texts = inject(Texts);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  #shown: string | null = null;
  #owner = '';
  #flashedAt = -Infinity;

  constructor() {
    effect(() => {
      this.#change(this.of(), this.text());
    });
  }

  #change(owner: string, text: string): void {
    const before = owner === this.#owner ? this.#shown : null;
    this.#owner = owner;
    this.#shown = text;
    const now = performance.now();
    if (!untracked(this.flash) || before === null || before === text) return;
    if (now - this.#flashedAt < FLASH_EVERY_MS || matchMedia('(prefers-reduced-motion: reduce)').matches)
      return;
    this.#flashedAt = now;
    const colour = 'color-mix(in srgb, var(--flash) 75%, transparent)';
    const ground = { backgroundColor: colour, boxShadow: `0 0 0 4px ${colour}` };
    this.#host.animate([ground, { ...ground, offset: 0.2 }, {}], { duration: 900, easing: 'ease-out' });
  }
}
