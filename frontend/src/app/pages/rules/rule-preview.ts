import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { PreviewAnswer, RuleBody } from '@sensorium/contracts';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import { RangeLoader } from '../../data/range-loader';
import { RulesApi } from '../../data/rules-api';
import { bestTrial, candidates, wantsBetter, type Trial } from './incident-counts';
import { RuleEdit } from './rule-edit';

/** Who types on within this time does not ask, ms. */
const PAUSE_MS = 250;
const DAY = 86_400_000;
/** Devices that are replayed; the answer says how many there are. */
const MOST_DEVICES = 50;

/** How far back a rule can be replayed, days. */
export const LENGTHS = [1, 7, 30] as const;
export type Length = (typeof LENGTHS)[number];

interface Wish {
  names: readonly string[];
  body: RuleBody;
  from: number;
  to: number;
}

/** A deadband that would do better, and what it leaves. */
export interface Offer extends Trial {
  /** The rule that was replayed, without it. */
  body: RuleBody;
  incidents: PreviewAnswer['incidents'];
}

/** The past replayed with the rule that is being edited. What was answered stays until the next answer is there. */
@Injectable()
export class RulePreviews {
  readonly #api = inject(RulesApi);
  readonly #edit = inject(RuleEdit);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #answer = signal<PreviewAnswer | null>(null);
  readonly #offer = signal<Offer | null>(null);
  readonly #loader = new RangeLoader<Wish, PreviewAnswer>(
    async ({ body, from, to }, abort) => [await this.#ask(body, from, to, abort)],
    ([answer], wish) => {
      this.#answer.set(answer ?? null);
      this.#offer.set(null);
      this.#shown.set(wish.body);
    },
  );
  readonly #shown = signal<RuleBody | null>(null);
  #trials: AbortController | null = null;

  readonly days = signal<Length>(7);
  /** How much the values of the chart span, in their unit; NaN while that is not known. */
  readonly span = signal(NaN);
  readonly answer = this.#answer.asReadonly();
  readonly offer = this.#offer.asReadonly();
  readonly slow = this.#loader.slow;
  readonly fault = this.#loader.fault;
  /** What is replayed: nothing while the condition cannot be read. */
  readonly #body = computed(() => {
    if (!this.#edit.playable()) return null;
    const { body } = this.#edit.reading();
    const { condition, metric, devices, labels, forMs, clearForMs, overrides, severity } = body;
    return JSON.stringify({ condition, metric, devices, labels, forMs, clearForMs, overrides, severity });
  });
  /** The server has told its time. */
  readonly #told = computed(() => Number.isFinite(this.#seconds.now()));
  /** The stretch of time, ms of the server's clock; ends when its length was chosen. */
  readonly view = computed(() => {
    const days = this.days();
    const to = Math.floor((this.#told() ? this.#clock.now() : Date.now()) / 1000) * 1000;
    return { from: to - days * DAY, to };
  });

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      const body = this.#body();
      const view = this.view();
      clearTimeout(timer);
      this.#trials?.abort();
      if (body === null) this.#loader.stop();
      else timer = setTimeout(() => this.#begin(view), untracked(this.#answer) ? PAUSE_MS : 0);
    });
    effect(() => {
      const answer = this.#answer();
      const body = this.#shown();
      const span = this.span();
      if (answer && body) untracked(() => void this.#tryDeadbands(answer, body, span));
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer);
      this.#trials?.abort();
      this.#loader.stop();
    });
  }

  again(): void {
    this.#loader.again();
  }

  #begin({ from, to }: { from: number; to: number }): void {
    this.#loader.ask({ names: ['rule'], body: this.#edit.reading().body, from, to });
  }

  #ask(body: RuleBody, from: number, to: number, abort: AbortSignal): Promise<PreviewAnswer> {
    const { name, ...rest } = body;
    return this.#api.preview({ ...rest, name: name || 'preview', from, to, limit: MOST_DEVICES }, abort);
  }

  /** Where most incidents are short, tries larger deadbands one after the other. */
  async #tryDeadbands(answer: PreviewAnswer, body: RuleBody, span: number): Promise<void> {
    this.#trials?.abort();
    if (!wantsBetter(answer.incidents) || this.#offer()) return;
    const abort = (this.#trials = new AbortController());
    const tried = new Map<number, PreviewAnswer['incidents']>();
    for (const deadband of candidates(span)) {
      const other = withDeadband(body, deadband);
      if (!other) return;
      const found = await this.#ask(other, answer.from, answer.to, abort.signal).catch(() => null);
      if (!found || abort.signal.aborted) return;
      tried.set(deadband, found.incidents);
    }
    const trials = [...tried].map(([deadband, { length: count }]) => ({ deadband, count }));
    const best = bestTrial(answer.incidents.length, trials);
    this.#offer.set(best && { ...best, body, incidents: tried.get(best.deadband) ?? [] });
  }
}

/** The rule with so much room between firing and clearing; null where it has none, or has as much. */
export function withDeadband(body: RuleBody, deadband: number): RuleBody | null {
  const { condition } = body;
  switch (condition.type) {
    case 'above':
    case 'below': {
      const { type, value, clear } = condition;
      if (typeof value !== 'number' || typeof clear === 'string') return null;
      if (Math.abs(value - (clear ?? value)) >= deadband) return null;
      const at = Number((type === 'above' ? value - deadband : value + deadband).toPrecision(12));
      return { ...body, condition: { type, value, clear: at } };
    }
    case 'outside':
    case 'inside':
    case 'rate':
      return (condition.deadband ?? 0) >= deadband
        ? null
        : { ...body, condition: { ...condition, deadband } };
    default:
      return null;
  }
}
