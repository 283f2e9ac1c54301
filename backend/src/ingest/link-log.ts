import type { LinkStatus } from '../ports/broker-link.js';
import type { EventLog } from './event-log.js';

/** Notes what happens to the link: each loss and return, and what the broker dropped meanwhile. */
export class LinkLog {
  private dropped: number | null = null;

  constructor(private readonly log: EventLog) {}

  /** `now` in µs. */
  changed(before: LinkStatus | null, after: LinkStatus, now: number): void {
    if (before?.state === 'up' && after.state === 'down') {
      this.log.note({ code: 'link-down', reason: after.reason ?? '' }, null, now);
    }
    if (before?.state === 'down' && after.state === 'up') this.log.note({ code: 'link-up' }, null, now);
    const more = (after.dropped ?? 0) - (this.dropped ?? after.dropped ?? 0);
    if (more > 0) this.log.note({ code: 'dropped-by-broker', messages: more }, null, now);
    this.dropped = after.dropped ?? this.dropped;
  }
}
