import type { Subscription } from './subscription.js';
import type { Viewer } from './viewer.js';

/**
 * The beat of equal subscriptions: all of them are due at the same moment, once a tick, so that they stand at the same
 * place and share each frame. One timer serves them, however many there are.
 */
class Cadence {
  readonly members = new Map<Subscription, Viewer>();
  private beatAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly tickMs: number) {}

  /** True if a tick has passed since the last beat. */
  isOver(now: number): boolean {
    return this.beatAt + this.tickMs <= now;
  }

  /** Calls `beat` now if a tick has passed since the last time, else once when it will have. Times in ms. */
  whenDue(now: number, beat: () => void): void {
    if (this.timer !== undefined) return;
    if (this.isOver(now)) {
      this.beatAt = now;
      beat();
      return;
    }
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.beatAt = performance.now();
        beat();
      },
      this.beatAt + this.tickMs - now,
    );
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** When which subscriptions are due. */
export class Cadences {
  private readonly cadences = new Map<string, Cadence>();
  private readonly of = new WeakMap<Subscription, Cadence>();

  /** `send`: what is new, to one of them. */
  constructor(private readonly send: (viewer: Viewer, subscription: Subscription) => void) {}

  /** From now on it is due with its equals, until it ends. */
  join(viewer: Viewer, subscription: Subscription): void {
    const key = keyOf(subscription);
    const cadence = this.cadences.get(key) ?? new Cadence(subscription.request.tickMs);
    this.cadences.set(key, cadence);
    cadence.members.set(subscription, viewer);
    this.of.set(subscription, cadence);
    subscription.onEnd = () => {
      cadence.members.delete(subscription);
      if (cadence.members.size > 0) return;
      cadence.end();
      this.cadences.delete(key);
    };
  }

  /** There are new readings: all are due once their tick has passed. */
  beat(): void {
    const now = performance.now();
    for (const cadence of this.cadences.values()) this.whenDue(cadence, now);
  }

  /** One of them can take more: now if a tick has passed since the last beat, else with the others. */
  offer(viewer: Viewer, subscription: Subscription): void {
    const now = performance.now();
    const cadence = this.of.get(subscription);
    if (!cadence) return;
    if (cadence.isOver(now)) this.send(viewer, subscription);
    else this.whenDue(cadence, now);
  }

  private whenDue(cadence: Cadence, now: number): void {
    cadence.whenDue(now, () => {
      for (const [subscription, viewer] of cadence.members) this.send(viewer, subscription);
    });
  }
}

/** The width does not count: only catch-ups differ by it. */
function keyOf({ key, form, request: { tickMs, mode } }: Subscription): string {
  return `${tickMs} ${mode} ${form} ${key}`;
}
