import type { LogEntry, LogEvent } from '@sensorium/contracts';
import type { TrackedDevice } from './tracked.js';

/** Entries that may wait to be saved; beyond them the oldest go. */
const WAITING_MAX = 10_000;

/** What happened, on its way to the store. Ids go on where the store's end. */
export class EventLog {
  private waiting: LogEntry[] = [];
  private lastId = 0;

  /** The newest id in the store. */
  startAfter(id: number): void {
    this.lastId = Math.max(this.lastId, id);
  }

  /** Notes an event of a device, or of the whole installation; `at` in µs. */
  note(event: LogEvent, device: Pick<TrackedDevice, 'uid' | 'publicId'> | null, at: number): void {
    this.lastId += 1;
    const { uid = null, publicId = null } = device ?? {};
    this.waiting.push({ id: this.lastId, at: at / 1_000, uid, device: publicId, event });
    if (this.waiting.length > WAITING_MAX) this.waiting.shift();
  }

  take(): LogEntry[] {
    const entries = this.waiting;
    this.waiting = [];
    return entries;
  }

  /** Entries that could not be saved come back, before those that came since. */
  putBack(entries: readonly LogEntry[]): void {
    this.waiting = [...entries, ...this.waiting].slice(-WAITING_MAX);
  }
}
