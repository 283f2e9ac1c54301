import { Directive, ElementRef, Injectable, inject, signal, type OnDestroy } from '@angular/core';

/** One IntersectionObserver for all that wants to know whether it is on screen or near it. */
@Injectable({ providedIn: 'root' })
export class SeenObserver {
  readonly #listeners = new Map<Element, (seen: boolean) => void>();
  readonly #observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) this.#listeners.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: '160px' },
  );

  watch(element: Element, listener: (seen: boolean) => void): void {
    this.#listeners.set(element, listener);
    this.#observer.observe(element);
  }

  forget(element: Element): void {
    this.#listeners.delete(element);
    this.#observer.unobserve(element);
  }
}

/** Tells whether its element is on screen or within 160 px of it. */
@Directive({ selector: '[snSeen]', exportAs: 'snSeen' })
export class Seen implements OnDestroy {
  readonly #element: Element = inject<ElementRef<Element>>(ElementRef).nativeElement;
  readonly #observer = inject(SeenObserver);
  readonly #seen = signal(false);

  readonly seen = this.#seen.asReadonly();

  constructor() {
    this.#observer.watch(this.#element, (seen) => {
      this.#seen.set(seen);
    });
  }

  ngOnDestroy(): void {
    this.#observer.forget(this.#element);
  }
}
