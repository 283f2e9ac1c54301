import { Injectable, inject, signal } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { AlertRule, RuleBody } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { RulesApi } from '../../data/rules-api';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';

/** How long a message stays that offers to take something back, ms. */
const UNDO_MS = 10_000;

/** The rules as they were last read, and what can be done with one in the list. */
@Injectable()
export class RuleListFeed {
  readonly #api = inject(RulesApi);
  readonly #texts = inject(Texts);
  readonly #snackBar = inject(MatSnackBar);
  readonly #viewer = inject(Viewer);
  readonly #rules = signal<readonly AlertRule[] | null>(null);
  readonly #fault = signal<ApiFault | null>(null);

  /** Null before the first answer. */
  readonly rules = this.#rules.asReadonly();
  readonly fault = this.#fault.asReadonly();

  async read(): Promise<void> {
    try {
      this.#rules.set(await this.#api.list());
      this.#fault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
    }
  }

  /** The next version of a rule, with it on or off. */
  async enable(rule: AlertRule, enabled: boolean): Promise<void> {
    this.#put({ ...rule, enabled });
    const went = await this.#try(async () => {
      this.#put(await this.#api.replace(rule.id, { ...bodyOf(rule), enabled, ...this.#viewer.by }));
    });
    if (!went) this.#put(rule);
  }

  /** Deletes a rule and offers to make it again; its versions begin anew then. */
  async delete(rule: AlertRule): Promise<void> {
    if (!(await this.#try(() => this.#api.delete(rule.id, this.#viewer.by)))) return;
    this.#rules.update((rules) => rules?.filter(({ id }) => id !== rule.id) ?? null);
    const message = this.#texts.t('rules.deleted', { name: rule.name });
    const snack = this.#snackBar.open(message, this.#texts.t('device.undo'), { duration: UNDO_MS });
    snack.onAction().subscribe(() => void this.#restore(rule));
  }

  async #restore(rule: AlertRule): Promise<void> {
    const went = await this.#try(() => this.#api.create({ ...bodyOf(rule), ...this.#viewer.by }));
    if (went) await this.read();
  }

  #put(rule: AlertRule): void {
    this.#rules.update((rules) => rules?.map((one) => (one.id === rule.id ? rule : one)) ?? null);
  }

  async #try(send: () => Promise<unknown>): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const noAnswer = error.code === 'no-answer';
      const text = noAnswer
        ? this.#texts.t('device.noAnswer')
        : this.#texts.t('device.refused', { reason: error.message });
      this.#snackBar.open(text, undefined, { duration: 8000 });
      return false;
    }
  }
}

/** What of a rule is written back: all but what the server keeps of it. */
function bodyOf(rule: AlertRule): RuleBody {
  const kept = new Set(['id', 'version', 'createdAt', 'updatedAt', 'by', 'matches']);
  return Object.fromEntries(Object.entries(rule).filter(([field]) => !kept.has(field))) as RuleBody;
}
