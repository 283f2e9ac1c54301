/** How often a probe goes out; one that is not back by then is lost. */
export const PROBE_MS = 10_000;

/** Lost probes in a row after which the link counts as silent. */
const LOST_MAX = 2;

/** What the probes say: the last round trip, and whether they stopped coming back. */
export interface ProbeState {
  probeMs: number | null;
  silent: boolean;
}

/**
 * Sends a message to itself through the broker now and then: a link can be up and still carry nothing. A
 * broker that never gives a probe back (it may not allow it) says nothing about the link.
 */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private sent = new Map<string, number>();
  private count = 0;
  private answered = false;
  private lost = 0;

  /** `send` publishes a probe; `tell` hears of every round trip, and once when the link is silent. */
  constructor(
    private readonly send: (payload: string) => void,
    private readonly tell: (state: ProbeState) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The link is up. */
  start(): void {
    this.stop();
    this.answered = false;
    this.lost = 0;
    this.probe();
    this.timer = setInterval(() => {
      this.check();
    }, PROBE_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.sent.clear();
  }

  /** A probe came back. */
  received(payload: string): void {
    const at = this.sent.get(payload);
    if (at === undefined) return;
    this.sent.delete(payload);
    this.answered = true;
    this.lost = 0;
    this.tell({ probeMs: this.now() - at, silent: false });
  }

  /** Counts a probe that is not back, and sends the next. */
  check(): void {
    if (this.sent.size > 0 && this.answered) this.lost += 1;
    this.sent.clear();
    if (this.lost === LOST_MAX) this.tell({ probeMs: null, silent: true });
    this.probe();
  }

  private probe(): void {
    this.count += 1;
    const payload = String(this.count);
    this.sent.set(payload, this.now());
    this.send(payload);
  }
}
