import type { Ack, ServerEvents, SubscribeRequest } from '@sensorium/contracts';
import { LIMITS } from '@sensorium/contracts';
import { parseSelection } from '@sensorium/domain/live';
import { Subscription } from './subscription.js';

/** Frames that may be under way to a viewer that grants credit. */
const FRAMES_UNDER_WAY = 4;

/** Packets that may wait for a viewer that grants none. */
const BACKLOG_MAX = 64;

/** The connection of a viewer as the hub needs it. */
export interface ViewerSocket {
  send<E extends keyof ServerEvents>(event: E, payload: Parameters<ServerEvents[E]>[0]): void;
  /** Packets that wait in this process to be written. */
  backlog(): number;
}

/** One connected viewer: what it asked for, and how much it can take. */
export class Viewer {
  readonly subscriptions = new Map<string, Subscription>();
  private underWay = 0;
  private grantsCredit = false;

  constructor(readonly socket: ViewerSocket) {}

  /** Adds a subscription, or replaces the one with the same id. */
  add(request: SubscribeRequest): Subscription | Extract<Ack, { ok: false }> {
    const known = this.subscriptions.get(request.id);
    if (!known && this.subscriptions.size >= LIMITS.subscriptionsPerViewer) {
      return { ok: false, error: `limit-reached: at most ${LIMITS.subscriptionsPerViewer} subscriptions` };
    }
    const selection = parseSelection(request.series);
    if ('badName' in selection) return { ok: false, error: `bad-series: ${selection.badName}` };
    known?.end();
    const subscription = new Subscription(request, selection);
    this.subscriptions.set(request.id, subscription);
    return subscription;
  }

  remove(id: string): boolean {
    this.subscriptions.get(id)?.end();
    return this.subscriptions.delete(id);
  }

  /** True if this viewer wants to hear of devices and presence. */
  get watchesFleet(): boolean {
    return [...this.subscriptions.values()].some((subscription) => subscription.selection.all);
  }

  /** True if another frame may be sent now. */
  get canTake(): boolean {
    return this.grantsCredit ? this.underWay < FRAMES_UNDER_WAY : this.socket.backlog() < BACKLOG_MAX;
  }

  noteFrame(): void {
    this.underWay += 1;
  }

  /** The viewer has drawn `frames` more frames; from its first credit on, it is never sent more than it grants. */
  credit(frames: number): void {
    this.grantsCredit = true;
    this.underWay = Math.max(0, this.underWay - frames);
  }

  end(): void {
    for (const subscription of this.subscriptions.values()) subscription.end();
    this.subscriptions.clear();
  }
}
