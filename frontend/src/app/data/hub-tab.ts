import type { HubMessage } from './live-messages';

/** Frames that a tab may have before it says that it has drawn them. */
const MOST_UNDER_WAY = 8;

/** A tab that draws nothing for so long sleeps, ms. */
const ASLEEP_MS = 10_000;

/** A frame that one or several tabs were given. The server hears of it once: from the first that has drawn it. */
export interface Delivery {
  /** Tabs that have not drawn it. */
  waiting: number;
  credited: boolean;
  at: number;
}

/** One tab as who holds the line sees it: what it was given and has not drawn. */
export class HubTab {
  readonly #under: Delivery[] = [];
  #asleep = false;
  /** Frames that it had when it fell asleep and has not drawn. */
  #owes = 0;

  /** `credit`: tells the server that a frame was drawn. */
  constructor(
    readonly tell: (message: HubMessage) => void,
    readonly credit: () => void,
  ) {}

  /** It sleeps, or is much slower than the others: it is told nothing until it has drawn what it has. */
  get asleep(): boolean {
    return this.#asleep;
  }

  /** Says something, a frame as `delivery`; false if the tab is asleep, or falls asleep now. */
  say(message: HubMessage, now: number, delivery?: Delivery): boolean {
    if (this.#asleep) return false;
    const [oldest] = this.#under;
    if (oldest && (this.#under.length >= MOST_UNDER_WAY || now - oldest.at > ASLEEP_MS)) {
      this.#asleep = true;
      return false;
    }
    if (delivery) {
      delivery.waiting += 1;
      this.#under.push(delivery);
    }
    this.tell(message);
    return true;
  }

  /** It has drawn `frames` more. Returns true if it was asleep and is awake again. */
  drew(frames: number): boolean {
    for (const delivery of this.#under.splice(0, frames)) this.#settle(delivery, true);
    if (!this.#asleep) return false;
    this.#owes -= frames;
    this.#asleep = this.#owes > 0;
    return !this.#asleep;
  }

  /** Nobody waits for it any more: whether the server hears of its frames, the others decide. */
  release(): void {
    this.#owes = this.#under.length;
    for (const delivery of this.#under.splice(0)) this.#settle(delivery, false);
  }

  #settle(delivery: Delivery, drawn: boolean): void {
    delivery.waiting -= 1;
    if (delivery.credited || (!drawn && delivery.waiting > 0)) return;
    delivery.credited = true;
    this.credit();
  }
}
