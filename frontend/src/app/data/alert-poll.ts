import type { Alert, AlertList } from '@sensorium/contracts';
import { newlyFired, rankOf } from './alert-view';
import type { CarrierHandlers } from './live-port';

/** How often open incidents are asked for where nothing tells of them, ms. */
export const ALERTS_EVERY_MS = 5_000;

const OPEN = 'api/alerts?state=pending&state=firing&state=recovering&limit=1000';

/**
 * Alerts for a line that cannot tell of them: asks for all that are open, again and again, and makes of the difference
 * what the server would have told. A failure waits for the next turn: the line itself says when it is gone.
 */
export class AlertPoll {
  #before: ReadonlyMap<string, Alert> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** `ask` reads JSON at a path; `time`: the server's clock, ms. */
  constructor(
    readonly ask: (path: string) => Promise<AlertList>,
    readonly news: CarrierHandlers['news'],
    readonly time: () => number,
  ) {}

  /** Asks at once, and then again and again. */
  start(): void {
    clearTimeout(this.#timer);
    void this.#turn()
      .catch(() => undefined)
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.start(), ALERTS_EVERY_MS);
      });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #turn(): Promise<void> {
    const alerts: Alert[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page = await this.ask(OPEN + cursor);
      alerts.push(...page.alerts);
      ({ next } = page);
    }
    if (this.#stopped) return;
    const time = this.time();
    this.news('alert', { cursor: '', time, full: true, alerts });
    if (this.#before) this.#tell(newlyFired(this.#before, alerts, time), time);
    this.#before = new Map(alerts.map((alert) => [alert.id, alert]));
  }

  /** One notice for all that fired since the turn before, as the server groups them. */
  #tell(fired: Alert[], time: number): void {
    const [first] = fired.sort((a, b) => rankOf(a) - rankOf(b));
    if (first) this.news('told', { id: `poll-${first.id}`, event: 'firing', time, alerts: fired });
  }
}
