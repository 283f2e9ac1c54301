import type { Ack, FrameHead, ServerEvents, SubscribeRequest } from '@sensorium/contracts';
import { LIMITS } from '@sensorium/contracts';
import { Subscription } from './subscription.js';
import type { Watched } from './viewer-list.js';

/** Frames that may be under way to a viewer that grants credit: the next one then holds the newest values. */
const FRAMES_UNDER_WAY = 1;

/** Packets that may wait for a viewer that grants none. */
const BACKLOG_MAX = 64;

/** Packets that wait for a viewer that is cut. */
const BACKLOG_CUT = 512;

/** Bytes that may come to wait beyond one event and what was sent at its pace (frames, beginnings); more is cut. */
const WAITING_MAX = 262_144;

/** What waits in this process to be written, beyond what is being written. */
export interface Backlog {
  packets: number;
  bytes: number;
  /** Bytes of the largest packet. */
  largest: number;
}

/** The connection of a viewer as the hub needs it. */
export interface ViewerSocket {
  readonly id: string;
  /** `websocket` or `polling`, as it is now. */
  transport(): string;
  sendFrame(head: FrameHead, columns: Uint8Array): void;
  send<E extends keyof ServerEvents>(event: E, payload: Parameters<ServerEvents[E]>[0]): void;
  /** Ends the connection. */
  cut(): void;
  backlog(): Backlog;
}

/** One connected viewer: what it asked for, and how much it can take. */
export class Viewer implements Watched {
  readonly subscriptions = new Map<string, Subscription>();
  underWay = 0;
  /** Frames sent, and times that it was passed over, since it came. */
  sent = 0;
  skipped = 0;
  private grantsCredit = false;
  private fleetSubscriptions = 0;
  /** Bytes that may wait, as they do after what was sent at its pace; sinks as they are written. */
  private granted = 0;
  /** Devices whose presence changed while it had no credit: it is told the newest once it has. */
  readonly untold = new Set<string>();

  /** `since`: when it came, ms. */
  constructor(
    readonly socket: ViewerSocket,
    readonly since: number,
  ) {}

  get id(): string {
    return this.socket.id;
  }

  get transport(): string {
    return this.socket.transport();
  }

  get subscriptionCount(): number {
    return this.subscriptions.size;
  }

  get waitingBytes(): number {
    return this.socket.backlog().bytes;
  }

  /** Adds a subscription, or replaces the one with the same id. */
  add(request: SubscribeRequest): Subscription | Extract<Ack, { ok: false }> {
    const known = this.subscriptions.get(request.id);
    if (!known && this.subscriptions.size >= LIMITS.subscriptionsPerViewer) {
      return { ok: false, error: `limit-reached: at most ${LIMITS.subscriptionsPerViewer} subscriptions` };
    }
    const subscription = Subscription.of(request);
    if ('badName' in subscription) return { ok: false, error: `bad-series: ${subscription.badName}` };
    this.remove(request.id);
    this.subscriptions.set(request.id, subscription);
    if (subscription.selection.all) this.fleetSubscriptions += 1;
    return subscription;
  }

  remove(id: string): boolean {
    const known = this.subscriptions.get(id);
    if (known?.selection.all === true) this.fleetSubscriptions -= 1;
    known?.end();
    return this.subscriptions.delete(id);
  }

  /** True if this viewer wants to hear of devices and presence. */
  get watchesFleet(): boolean {
    return this.fleetSubscriptions > 0;
  }

  /** Ids and uids of the devices that it names one by one. */
  namedDevices(): Set<string> {
    const named = new Set<string>();
    for (const { selection } of this.subscriptions.values()) {
      if (!selection.all) for (const { device } of selection.names) if (device !== '*') named.add(device);
    }
    return named;
  }

  /** True if it says itself when it can take more. */
  get isControlled(): boolean {
    return this.grantsCredit;
  }

  /** True if another frame may be sent now. */
  get canTake(): boolean {
    if (this.grantsCredit) return this.underWay < FRAMES_UNDER_WAY;
    const { packets, bytes } = this.socket.backlog();
    return packets <= BACKLOG_MAX && bytes <= WAITING_MAX;
  }

  noteFrame(): void {
    if (this.grantsCredit) this.underWay += 1;
    this.sent += 1;
  }

  /** What waits now was sent at its pace: a frame that it could take, or the beginning that it asked for. */
  grantBacklog(): void {
    this.granted = this.socket.backlog().bytes;
  }

  /** Cuts it if its connection holds more than it may; it can come back and resume. */
  cutIfTooSlow(): boolean {
    const { packets, bytes, largest } = this.socket.backlog();
    this.granted = Math.min(this.granted, bytes);
    if (packets <= BACKLOG_CUT && bytes - largest <= this.granted + WAITING_MAX) return false;
    this.socket.send('notice', { code: 'too-slow', message: 'more waits than this connection takes' });
    this.socket.cut();
    return true;
  }

  /** True if it asks for more while what it asked for before is not written yet. */
  get isBusy(): boolean {
    return this.socket.backlog().packets > BACKLOG_MAX;
  }

  /** The viewer has drawn `frames` more frames; from its first credit on, it is never sent more than it grants. */
  credit(frames: number): void {
    this.grantsCredit = true;
    this.underWay = Math.max(0, this.underWay - frames);
  }

  end(): void {
    for (const subscription of this.subscriptions.values()) subscription.end();
    this.subscriptions.clear();
    this.fleetSubscriptions = 0;
  }
}
