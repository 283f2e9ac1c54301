import {
  ElementRef,
  Injectable,
  Injector,
  afterNextRender,
  afterRenderEffect,
  inject,
  signal,
  type Signal,
} from '@angular/core';

/**
 * Which device of a list has the focus. The focus belongs to the device, not to the element: when the list is
 * sorted anew it follows, and its line stays on the page when it is scrolled out of sight.
 */
@Injectable()
export class ListFocus {
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #uid = signal<string | null>(null);
  readonly #inside = signal(false);

  /** Device that had the focus last. */
  readonly uid = this.#uid.asReadonly();
  /** True while the focus is in the list. */
  readonly inside = this.#inside.asReadonly();

  /** To be called when the focus has come to `target`, or left the list (`null`). */
  moved(target: EventTarget | null): void {
    this.#inside.set(target !== null);
    const uid = uidOf(target);
    if (uid !== null) this.#uid.set(uid);
  }

  /** Gives the focus to a device; its line is on the page after the next render. */
  give(uid: string): void {
    this.#uid.set(uid);
    this.#inside.set(true);
    afterNextRender(() => this.#take(uid), { injector: this.#injector });
  }

  /** Keeps the focus at its device whenever `drawn` has changed. */
  follow(drawn: Signal<unknown>): void {
    afterRenderEffect(() => {
      drawn();
      const focused = document.activeElement;
      const uid = this.#uid();
      if (!this.#inside() || uid === null || !this.#host.contains(focused)) return;
      if (uidOf(focused) !== uid) this.#take(uid);
    });
  }

  #take(uid: string): void {
    const item = this.#host.querySelector(`[data-uid="${CSS.escape(uid)}"] a`);
    if (item instanceof HTMLElement) item.focus({ preventScroll: true });
  }
}

/** The device whose card or row an element is part of. */
function uidOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest('[data-uid]')?.getAttribute('data-uid') ?? null) : null;
}
