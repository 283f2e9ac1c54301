import { signal } from '@angular/core';
import { ApiFault } from './api';
import { saidOf } from './fault-words';

/**
 * What a form that is sent whole knows beside its draft: what is wrong with it, by us and by the server, field by field.
 * What is merely missing is said only once somebody has tried to save.
 */
export class DraftForm<Fault extends string> {
  readonly #said = signal<ReadonlyMap<string, string>>(new Map());
  readonly #tried = signal(false);
  readonly saving = signal(false);
  /** What the server said that no field shows; empty if nothing. */
  readonly refused = signal('');

  /** `faults`: ours, by field; `shows`: fields that show what the server says of them; `word`: one of ours in words. */
  constructor(
    readonly faults: () => ReadonlyMap<string, Fault>,
    readonly word: (fault: Fault) => string,
    readonly shows: (field: string) => boolean = () => false,
  ) {}

  /** The draft is another one now: what the server said of it is over. */
  changed(): void {
    this.#said.set(new Map());
    this.refused.set('');
  }

  faultAt(field: string): string | null {
    const said = this.#said().get(field);
    if (said !== undefined) return said;
    const fault = this.faults().get(field);
    return fault === undefined || (fault === 'missing' && !this.#tried()) ? null : this.word(fault);
  }

  /** Sends the draft if nothing is wrong with it; true once the server has taken it. */
  async save(send: () => Promise<unknown>): Promise<boolean> {
    this.#tried.set(true);
    if (this.faults().size > 0 || this.saving()) return false;
    this.saving.set(true);
    try {
      await send();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.refused.set(saidOf(error, this.shows));
      this.#said.set(new Map(error.details.map(({ path, message }) => [path, message])));
      return false;
    } finally {
      this.saving.set(false);
    }
  }
}
