import type { Deliveries } from '../ports/reading-store.js';

/** Packet ids of MQTT, 1 to 65,535. */
const IDS = 65_536;

/** Between the sending of an acknowledgement and the broker's taking it, µs, at most. */
const UNDER_WAY_MAX = 60_000_000;

/**
 * The QoS 1 messages that we took and the broker may still hold to be unanswered, by packet id: what a
 * redelivery is recognised by. A later message with the same id takes its place, as it does at the broker.
 */
export class RecentDeliveries {
  private readonly hashes = new Uint32Array(IDS);
  /** When it was taken, µs; 0: not known. */
  private readonly takenAt = new Float64Array(IDS);

  /** True if this very message was taken before: a redelivery has the same id, topic and payload. */
  isKnown(id: number, hash: number): boolean {
    return this.takenAt[id] !== 0 && this.hashes[id] === hash;
  }

  note(id: number, hash: number, now: number): void {
    this.hashes[id] = hash;
    this.takenAt[id] = now;
  }

  /** Messages that were taken and lost again: their redelivery is welcome. */
  forget({ ids }: Deliveries): void {
    for (const id of ids) this.takenAt[id] = 0;
  }

  /** What the store knows of the time before a restart. */
  restore({ ids, hashes }: Deliveries, now: number): void {
    for (const [place, id] of ids.entries()) this.note(id, hashes[place] ?? 0, now);
  }

  /** The connection ended: what was answered long before is answered for good, and its id free for others. */
  connectionEnded(now: number): void {
    for (const [id, at] of this.takenAt.entries()) if (at < now - UNDER_WAY_MAX) this.takenAt[id] = 0;
  }
}
