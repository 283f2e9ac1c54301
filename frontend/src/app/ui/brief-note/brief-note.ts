import { Injectable, Injector, inject } from '@angular/core';

/** Says something in passing at the edge of the page. What shows it comes with the first word: most visits need none. */
@Injectable({ providedIn: 'root' })
export class BriefNote {
  readonly #injector = inject(Injector);

  /** Shows `text` for so many ms. */
  async say(text: string, forMs: number): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    this.#injector.get(MatSnackBar).open(text, undefined, { duration: forMs });
  }
}
