/** Where Mosquitto says how many messages it dropped since it started, for all its clients together. */
export const DROPPED_TOPIC = '$SYS/broker/publish/messages/dropped';

/** Messages that the broker dropped since we watch, over its restarts: its own counter begins again then. */
export class DroppedMessages {
  /** Null until the broker has said a number. */
  total: number | null = null;
  private last = 0;

  /** Takes the broker's counter; returns true if more was dropped. */
  received(payload: string): boolean {
    const counter = Number(payload);
    if (!Number.isSafeInteger(counter) || counter < 0) return false;
    const more = this.total === null ? 0 : counter >= this.last ? counter - this.last : counter;
    this.last = counter;
    this.total = (this.total ?? 0) + more;
    return more > 0;
  }
}
