import type { AlertReason } from '@sensorium/contracts';
import { MICROS_PER_MS, type Micros } from '../time/index.js';
import { HOLDS, type Outcome } from './conditions/index.js';
import { Flapping } from './flapping.js';
import { PhaseTimer } from './phase-timer.js';
import { isCombined } from './parts.js';
import { offsetReason, onsetReason } from './reasons.js';
import type { Change, Evaluator, InstanceState, Sample, Transition } from './types.js';

/** What a transition tells of its cause. */
export type Cause = Pick<Transition, 'value' | 'limit' | 'metric'>;

/** No value caused it. */
const NO_CAUSE: Cause = { value: null, limit: null, metric: null };

/** The phases of one instance with their timer, and what it says of them. Times on the axis of measured time. */
export class PhaseMachine {
  phase: InstanceState['phase'];
  since: Micros;
  readonly timer: PhaseTimer;
  readonly flapping: Flapping;
  /** The value furthest beyond, of the incident that is open or of the one before. */
  peak: Sample | null;
  #change: Change | null = null;

  constructor(
    readonly evaluator: Evaluator,
    state: InstanceState,
  ) {
    this.phase = state.phase;
    this.since = state.since;
    this.timer = new PhaseTimer(state);
    this.flapping = new Flapping(state.firings, state.flapping);
    this.peak = state.peak;
  }

  /** The outcome would change the phase. */
  isMovedBy(outcome: Outcome): boolean {
    const isOn = this.phase === 'pending' || this.phase === 'firing';
    return isOn !== (outcome === HOLDS);
  }

  /** Takes an outcome that {@link isMovedBy} says changes the phase. */
  turn(at: Micros, cause: Cause): void {
    switch (this.phase) {
      case 'ok': {
        this.#begin(at, cause);
        return;
      }
      case 'pending': {
        this.#rest('came-back', at, cause);
        return;
      }
      case 'firing': {
        this.#recover(at, cause);
        return;
      }
      case 'recovering': {
        this.#fire('beyond-again', at, cause);
        return;
      }
    }
  }

  /** The timer of the phase is over. */
  expire(at: Micros, cause: Cause): void {
    if (this.phase === 'pending') this.#fire('held', at, cause);
    else this.#rest('cleared', at, cause);
  }

  /** Nothing has fired for long: what was counted is forgotten. */
  calm(): void {
    if (this.flapping.expire()) this.changed().flapping = false;
  }

  /** Ends it for a reason from outside. */
  end(reason: AlertReason, at: Micros): void {
    if (this.phase !== 'ok') this.#rest(reason, at, NO_CAUSE);
  }

  /** What is to be told of the input at work. */
  changed(): Change {
    return (this.#change ??= { transitions: [] });
  }

  take(): Change | null {
    const change = this.#change;
    this.#change = null;
    return change;
  }

  #begin(at: Micros, cause: Cause): void {
    // Values of different metrics cannot be compared.
    const value = isCombined(this.evaluator.condition) ? null : cause.value;
    this.peak = value === null ? null : { value, at };
    const reason = onsetReason(this.evaluator.condition);
    if (this.evaluator.forMs === 0) {
      this.#fire(reason, at, cause);
      return;
    }
    this.#move('pending', reason, at, cause);
    this.timer.start(this.since + this.evaluator.forMs * MICROS_PER_MS);
  }

  #fire(reason: AlertReason, at: Micros, cause: Cause): void {
    this.#move('firing', reason, at, cause);
    if (this.flapping.note(this.since)) this.changed().flapping = true;
  }

  #recover(at: Micros, cause: Cause): void {
    const reason = offsetReason(this.evaluator.condition);
    const clearForMs = this.flapping.damped(this.evaluator.clearForMs);
    if (clearForMs === 0) {
      this.#rest(reason, at, cause);
      return;
    }
    this.#move('recovering', reason, at, cause);
    this.timer.start(this.since + clearForMs * MICROS_PER_MS);
  }

  #rest(reason: AlertReason, at: Micros, cause: Cause): void {
    this.#move('ok', reason, at, cause);
  }

  /**
   * A phase never begins before the one that it follows, even where readings come late; an incident begins after the
   * last.
   */
  #move(to: InstanceState['phase'], reason: AlertReason, at: Micros, cause: Cause): void {
    const from = this.phase;
    this.phase = to;
    this.since = Math.max(at, from === 'ok' ? this.since + 1 : this.since);
    this.timer.stop();
    this.changed().transitions.push({ from, to, reason, at: this.since, ...cause, peak: this.peak });
  }
}
