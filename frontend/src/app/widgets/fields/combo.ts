import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Mark, type MarkState } from '../../ui/mark/mark';
import { search } from '../../ui/search/search';
import { Texts } from '../../ui/texts/texts';

/** One thing that can be chosen. */
export interface Option {
  value: string;
  label: string;
  /** Stands behind the label, such as how many there are. */
  note?: string;
  mark?: MarkState;
}

/** Options that are listed at once; a search finds the others. */
const MOST_LISTED = 80;
/** Up to so many options need no search. */
const FEW = 9;
const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 8],
  ['PageUp', -8],
]);
let count = 0;

/**
 * A button that opens a list: one option, or with `many` any number. Long lists can be searched; with `free` what was
 * typed can be taken too. `large`: a word in a sentence.
 */
@Component({
  selector: 'sn-combo',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, Icon, Mark],
  templateUrl: './combo.html',
  styleUrl: './combo.css',
  host: { '[class.large]': 'large()', '[class.wrong]': 'wrong()' },
})
export class Combo {
  /** What the button says; a screen reader hears `title` before it. */
  readonly label = input.required<string>();
  readonly title = input.required<string>();
  readonly options = input.required<readonly Option[]>();
  readonly chosen = input.required<readonly string[]>();
  readonly mark = input<MarkState | null>(null);
  readonly many = input(false);
  readonly free = input(false);
  readonly large = input(false);
  readonly wrong = input(false);
  readonly testId = input.required<string>();

  /** Value that was taken; with `many` taken or taken back. */
  readonly toggled = output<string>();

  protected readonly texts = inject(Texts);
  protected readonly id = `combo-${++count}`;
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly field = viewChild<ElementRef<HTMLInputElement>>('field');
  protected readonly list = viewChild<ElementRef<HTMLElement>>('list');
  protected readonly isOpen = signal(false);
  protected readonly query = signal('');
  protected readonly active = signal(0);
  protected readonly searches = computed(() => this.free() || this.options().length > FEW);

  readonly #found = computed((): readonly Option[] => {
    const found = search(this.options(), this.query(), wordsOf);
    const typed = this.query().trim();
    const isNew = this.free() && typed !== '' && !this.options().some(({ value }) => value === typed);
    return isNew ? [...found, { value: typed, label: typed, note: this.texts.t('combo.asTyped') }] : found;
  });
  protected readonly listed = computed(() => this.#found().slice(0, MOST_LISTED));
  protected readonly more = computed(() => this.#found().length - this.listed().length);

  constructor() {
    effect(() => {
      (this.field() ?? this.list())?.nativeElement.focus({ preventScroll: true });
    });
    effect(() => {
      const place = this.active();
      untracked(() => {
        document.getElementById(`${this.id}-${place}`)?.scrollIntoView({ block: 'nearest' });
      });
    });
  }

  protected open(): void {
    this.query.set('');
    const place = this.listed().findIndex(({ value }) => this.chosen().includes(value));
    this.active.set(Math.max(0, place));
    this.isOpen.set(true);
  }

  protected close(): void {
    this.isOpen.set(false);
    this.#host.querySelector('button')?.focus({ preventScroll: true });
  }

  protected search(text: string): void {
    this.query.set(text);
    this.active.set(0);
  }

  protected choose({ value }: Option): void {
    this.toggled.emit(value);
    if (!this.many()) this.close();
  }

  protected key(event: KeyboardEvent): void {
    const here = this.listed()[this.active()];
    const takes = event.key === 'Enter' || (event.key === ' ' && !this.searches());
    if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (takes && here && !event.isComposing) this.choose(here);
    else if (!STEPS.has(event.key)) return;
    event.preventDefault();
    const last = Math.max(0, this.listed().length - 1);
    this.active.update((place) => Math.min(last, Math.max(0, place + (STEPS.get(event.key) ?? 0))));
  }
}

function wordsOf({ label, note, value }: Option): string {
  return `${label} ${note ?? ''} ${value}`;
}
