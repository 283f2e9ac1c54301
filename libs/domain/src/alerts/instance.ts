import type { AlertReason, Value } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import { HOLDS, UNKNOWN, type Judge, type Outcome } from './conditions/index.js';
import { newInstance } from './new-instance.js';
import { combine, isCombined, partsOf, type Part } from './parts.js';
import { PhaseMachine, type Cause } from './phase-machine.js';
import type { Change, EngineInput, Evaluator, InstanceState, Sample } from './types.js';

/**
 * A rule at work on one device, with its state in place, so that a reading that changes nothing costs next to
 * nothing; `step` is the same as a pure function. Times in µs; `now` is our clock. Inside, all is on the axis of measured
 * time, which stands at `now - behind`. Methods return what changed, null for nothing.
 */
export class AlertInstance {
  readonly #parts: Part[];
  /** The part of a simple condition that readings decide; null for the others. */
  readonly #only: Part | null;
  /** Only silence counts: the axis is our own clock. */
  readonly #isClocked: boolean;
  readonly #machine: PhaseMachine;
  #noDataSince: Micros;
  #evaluated: Micros;
  #behind: Micros;
  #paused: Micros;
  /** The earliest of all timers. */
  #wake: Micros = Infinity;
  #lastValue: Value | null;
  #lastAt: Micros;

  constructor(
    readonly evaluator: Evaluator,
    state: InstanceState = newInstance(),
  ) {
    this.#parts = partsOf(evaluator, state.memory);
    this.#isClocked = this.#parts.every(({ judge }) => judge === null);
    const isSimple = !isCombined(evaluator.condition) && !this.#isClocked;
    this.#only = isSimple ? (this.#parts[0] ?? null) : null;
    this.#machine = new PhaseMachine(evaluator, state);
    this.#noDataSince = state.noDataSince ?? NaN;
    this.#evaluated = state.evaluated ?? -Infinity;
    this.#behind = state.behind;
    this.#paused = state.paused ?? NaN;
    this.#lastValue = state.last?.value ?? null;
    this.#lastAt = state.last?.at ?? NaN;
    this.#schedule();
  }

  get phase(): InstanceState['phase'] {
    return this.#machine.phase;
  }

  /** The value furthest beyond, of the incident that is open or of the one before. */
  get peak(): Sample | null {
    return this.#machine.peak;
  }

  /** When a tick does something next, on our clock; Infinity for never. Any reading may move it, either way. */
  get dueAt(): Micros {
    return this.#wake + this.#behind;
  }

  apply(input: EngineInput, now: Micros): Change | null {
    switch (input.type) {
      case 'reading':
        return this.reading(input.metric, input.t, input.value, now);
      case 'quiet':
        return this.quiet(input.metric, input.since, now);
      case 'tick':
        return this.tick(now);
      case 'heard':
        return this.heard(input.at);
      case 'known':
        return this.known(input.metric, input.t, input.value);
      case 'pause':
        return this.pause(now);
      case 'resume':
        return this.resume(now);
      case 'end':
        return this.end(input.reason, now);
    }
  }

  /** A reading that is not retained. One that is not newer than the newest of its metric only counts as heard. */
  reading(metric: string, t: Micros, value: Value, now: Micros): Change | null {
    const part = this.#only;
    const judge = part?.judge;
    if (!part || !judge || !Number.isNaN(this.#paused)) return this.#anyReading(metric, t, value, now);
    if (t <= this.#evaluated || !part.concerns(metric)) return null;
    if (t >= this.#wake) this.#run(t);
    this.#evaluated = t;
    this.#behind = now > t ? now - t : 0;
    if (part.take(t, value, this.#keeps)) {
      this.#noteLast(judge, t, value);
      this.#decide(part.outcome, t, part, value);
    }
    return this.#machine.take();
  }

  /** The slow way: several parts, silence, a link that is down. */
  #anyReading(metric: string, t: Micros, value: Value, now: Micros): Change | null {
    const parts = this.#parts.filter((part) => part.concerns(metric));
    if (!parts.some(({ judge, evaluated }) => judge === null || t > evaluated)) return null;
    const isPaused = !Number.isNaN(this.#paused);
    if (isPaused) this.#unpause(now);
    const at = this.#moveTo(t, now);
    for (const part of parts) {
      part.hear(this.#isClocked || t >= at ? at : now - this.#behind);
      const isJudged = part.take(t, value, this.#keeps);
      if (isJudged && part === this.#only && part.judge) this.#noteLast(part.judge, t, value);
    }
    const [first] = parts;
    if (first) this.#decide(this.#outcome, at, first, value);
    if (isPaused) this.#paused = now - this.#behind;
    this.#schedule();
    return this.#machine.take();
  }

  /** Moves the axis on to a reading; returns where it stands then. */
  #moveTo(t: Micros, now: Micros): Micros {
    const at = this.#isClocked ? now : Math.max(t, this.#evaluated);
    this.#run(at);
    if (t <= this.#evaluated) return at;
    this.#evaluated = t;
    this.#behind = this.#isClocked ? 0 : Math.max(0, now - t);
    return at;
  }

  /** The series of `metric` (null: all of the device) went quiet; `since` is what people are told. */
  quiet(metric: string | null, since: Micros, now: Micros): Change | null {
    const at = now - this.#behind;
    this.#run(at);
    for (const part of this.#parts) if (metric === null || part.metric === metric) part.quiet(at);
    if (this.#outcome === UNKNOWN && !this.#isClocked && Number.isNaN(this.#noDataSince)) {
      this.#machine.timer.freeze(at);
      this.#noDataSince = since;
      this.#machine.changed().noData = 'began';
    }
    this.#schedule();
    return this.#machine.take();
  }

  /** Time goes on: fires the timers that are due. */
  tick(now: Micros): Change | null {
    if (now - this.#behind < this.#wake) return null;
    this.#run(now - this.#behind);
    return this.#machine.take();
  }

  /** The link is down: no timer runs until `resume`. */
  pause(now: Micros): Change | null {
    this.#run(now - this.#behind);
    if (Number.isNaN(this.#paused)) this.#paused = now - this.#behind;
    this.#schedule();
    return this.#machine.take();
  }

  /** The link is up again: timers go on with what was left. */
  resume(now: Micros): null {
    if (!Number.isNaN(this.#paused)) this.#unpause(now);
    return null;
  }

  #unpause(now: Micros): void {
    const gap = Math.max(0, now - this.#behind - this.#paused);
    this.#paused = NaN;
    this.#machine.timer.delay(gap);
    for (const part of this.#parts) part.due += gap;
    this.#schedule();
  }

  /** The device was heard at `at`, our clock, before this instance was there: its silence counts from then. */
  heard(at: Micros): null {
    for (const part of this.#parts) if (part.outcome === UNKNOWN && part.due === Infinity) part.hear(at);
    this.#schedule();
    return null;
  }

  /** A reading that was evaluated before a restart: conditions remember it, nothing comes of it. */
  known(metric: string, t: Micros, value: Value): null {
    for (const part of this.#parts) {
      const isJudged = part.concerns(metric) && part.take(t, value, this.#keeps);
      if (!isJudged || part !== this.#only || !part.judge) continue;
      this.#noteLast(part.judge, t, value);
      if (part.outcome === HOLDS && this.#machine.phase !== 'ok') this.#notePeak(t);
    }
    if (!this.#isClocked) this.#evaluated = Math.max(this.#evaluated, t);
    return null;
  }

  /** Ends an incident, whatever the values say; the next one needs a reading (or a silence) of its own. */
  end(reason: AlertReason, now: Micros): Change | null {
    const at = now - this.#behind;
    this.#run(at);
    for (const part of this.#parts) part.reset();
    this.#machine.end(reason, at);
    this.#noDataSince = NaN;
    this.#schedule();
    return this.#machine.take();
  }

  /** Everything, as plain JSON: an instance made of it goes on as this one would. */
  snapshot(): InstanceState {
    const { phase, since, timer, flapping, peak } = this.#machine;
    return {
      phase,
      since,
      ...timer.state(this.#behind),
      wake: Number.isFinite(this.#wake) ? this.dueAt : null,
      paused: orNull(this.#paused),
      noDataSince: orNull(this.#noDataSince),
      evaluated: orNull(this.#evaluated),
      behind: this.#behind,
      memory: this.#parts.map((part) => part.memory()),
      firings: flapping.firings(),
      flapping: flapping.on,
      peak,
      last: this.#lastValue === null ? null : { value: this.#lastValue, at: this.#lastAt },
    };
  }

  get #keeps(): boolean {
    return this.#machine.phase === 'firing' || this.#machine.phase === 'recovering';
  }

  get #outcome(): Outcome {
    return combine(this.evaluator.condition.type, this.#parts);
  }

  #noteLast(judge: Judge, t: Micros, value: Value): void {
    this.#lastValue = judge.compared(value);
    this.#lastAt = t;
  }

  /** Takes what the parts say now; `part` and `value` are what said it. */
  #decide(outcome: Outcome, at: Micros, part: Part, value: Value): void {
    if (outcome === UNKNOWN) return;
    if (!Number.isNaN(this.#noDataSince)) this.#dataBack(at);
    if (this.#machine.isMovedBy(outcome)) {
      this.#machine.turn(at, causeOf(part, value));
      this.#schedule();
    } else if (outcome === HOLDS && part === this.#only) this.#notePeak(at);
  }

  #notePeak(at: Micros): void {
    const value = this.#lastValue;
    const peak = this.#machine.peak;
    if (value === null || peak === null) return;
    if (this.#only?.judge?.isFurther(value, peak.value)) this.#machine.peak = { value, at };
  }

  #dataBack(at: Micros): void {
    this.#machine.timer.thaw(at);
    this.#noDataSince = NaN;
    this.#machine.changed().noData = 'ended';
    this.#schedule();
  }

  /** Fires, in their order, the timers that are due up to `to`. */
  #run(to: Micros): void {
    while (this.#wake <= to && this.#wake !== Infinity) {
      this.#expire(this.#wake);
      this.#schedule();
    }
  }

  #expire(at: Micros): void {
    if (this.#machine.timer.end === at) {
      this.#machine.expire(at, this.#standing);
      return;
    }
    const silent = this.#parts.find(({ due }) => due === at);
    if (!silent) {
      this.#machine.calm();
      return;
    }
    silent.expire();
    const outcome = this.#outcome;
    if (outcome === UNKNOWN) return;
    if (!Number.isNaN(this.#noDataSince)) this.#dataBack(at);
    if (this.#machine.isMovedBy(outcome)) this.#machine.turn(at, causeOf(silent, null));
  }

  /** What a timer finds: the newest value. */
  get #standing(): Cause {
    const metric = this.#only?.metric ?? null;
    return { value: this.#lastValue, limit: this.#only?.judge?.limit ?? null, metric };
  }

  #schedule(): void {
    this.#wake = Infinity;
    if (!Number.isNaN(this.#paused)) return;
    this.#wake = Math.min(this.#machine.timer.end, this.#machine.flapping.end);
    for (const { due } of this.#parts) if (due < this.#wake) this.#wake = due;
  }
}

function causeOf({ judge, metric }: Part, value: Value | null): Cause {
  const compared = value === null ? null : (judge?.compared(value) ?? null);
  return { value: compared, limit: judge?.limit ?? null, metric };
}

function orNull(time: Micros): Micros | null {
  return Number.isFinite(time) ? time : null;
}
