/** MQTT 5 reason code by which a broker says that another client took our session over (section 3.14.2.1). */
export const SESSION_TAKEN_OVER = 0x8e;

/** A connection that ends so soon after it began was probably thrown out. */
const SHORT_MS = 5_000;

/** So many short connections within the window mean that somebody else uses our client id. */
const SHORT_ONES = 3;
const WINDOW_MS = 60_000;

/**
 * Recognises two programs with one client id: each connection throws the other out. MQTT 5 says so; 3.1.1 only
 * closes, again and again, right after each connect. Times in ms.
 */
export class Takeover {
  private ends: number[] = [];
  private connectedAt: number | undefined;
  private said = false;

  connected(now: number): void {
    this.connectedAt = now;
  }

  /** The broker said why it disconnects us. */
  disconnected(reasonCode: number): void {
    if (reasonCode === SESSION_TAKEN_OVER) this.said = true;
  }

  closed(now: number): void {
    if (this.connectedAt !== undefined && now - this.connectedAt < SHORT_MS) this.ends.push(now);
    this.connectedAt = undefined;
  }

  /** True while it looks as if somebody else used our client id; a minute of quiet ends it. */
  isLikely(now: number): boolean {
    this.ends = this.ends.filter((end) => now - end < WINDOW_MS);
    if (this.connectedAt !== undefined && now - this.connectedAt > WINDOW_MS) this.said = false;
    return this.said || this.ends.length >= SHORT_ONES;
  }
}
