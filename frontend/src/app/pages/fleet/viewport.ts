import { DOCUMENT, DestroyRef, ElementRef, Injectable, inject, signal } from '@angular/core';

const PHONE = '(max-width: 720px)';

/** Where an element stands on the screen, as signals. Provided by the component whose element it is. */
@Injectable()
export class Viewport {
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #window = inject(DOCUMENT).defaultView;
  readonly #top = signal(0);
  readonly #height = signal(this.#window?.innerHeight ?? 0);
  readonly #width = signal(contentWidth(inject(DOCUMENT)));
  readonly #phone = signal(this.#window?.matchMedia(PHONE).matches ?? false);

  /** Distance from the element's upper edge down to the upper edge of the screen, px; negative below it. */
  readonly top = this.#top.asReadonly();
  /** Height of the screen, px. */
  readonly height = this.#height.asReadonly();
  /** Width of the element, px. */
  readonly width = this.#width.asReadonly();
  readonly phone = this.#phone.asReadonly();

  constructor() {
    const resizes = new ResizeObserver(this.#look);
    resizes.observe(this.#host);
    this.#window?.addEventListener('scroll', this.#look, { passive: true });
    this.#window?.addEventListener('resize', this.#look);
    inject(DestroyRef).onDestroy(() => {
      resizes.disconnect();
      this.#window?.removeEventListener('scroll', this.#look);
      this.#window?.removeEventListener('resize', this.#look);
    });
  }

  readonly #look = (): void => {
    const box = this.#host.getBoundingClientRect();
    this.#top.set(-box.top);
    if (box.width > 0) this.#width.set(Math.round(box.width));
    this.#height.set(this.#window?.innerHeight ?? 0);
    this.#phone.set(this.#window?.matchMedia(PHONE).matches ?? false);
  };
}

/** Width inside the page's frame: a first guess, so that what is laid out at once stays as it is. */
function contentWidth(document: Document): number {
  const main = document.getElementById('content');
  if (!main) return document.documentElement.clientWidth;
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  return main.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
}
