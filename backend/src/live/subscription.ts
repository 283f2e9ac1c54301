import type { SubscribeRequest } from '@sensorium/contracts';
import {
  parseSelection,
  selectionKey,
  selects,
  type SelectableSeries,
  type Selection,
} from '@sensorium/domain/live';
import type { LogPlace } from '../ports/fleet-view.js';
import type { Form } from './frame-bounds.js';
import { Pace } from './pace.js';

/** A place in the log, and the server's time there, ms. */
export interface StreamPlace extends LogPlace {
  time: number;
}

/** One stream of a viewer: its selection, where it stands in the sequence, and when it is due. */
export class Subscription {
  /** After the last reading that the viewer was sent, or that was not for it. */
  place: StreamPlace = { sequence: 0, passed: 0, time: 0 };
  /** Up to here every reading is sent one by one, however slow the viewer is: it resumes from memory. */
  exactUntil = 0;
  /** It was passed over since it was sent last, though there was news. */
  isHeld = false;
  /** A catch-up from history is under way: readings wait for its end. */
  isCatchingUp = false;
  isEnded = false;
  readonly pace = new Pace();
  /** Equal for equal selections. */
  readonly key: string;
  /** Called when it ends. */
  onEnd: () => void = () => undefined;
  private sentAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly request: SubscribeRequest,
    readonly selection: Selection,
  ) {
    this.key = selectionKey(selection);
  }

  /** Returns the first name that cannot be read instead, if there is one. */
  static of(request: SubscribeRequest): Subscription | { badName: string } {
    const selection = parseSelection(request.series);
    return 'badName' in selection ? selection : new Subscription(request, selection);
  }

  get form(): Form {
    return this.request.encoding === 'columns' ? 'columns' : 'json';
  }

  /** True if the series with this name are selected. */
  selects(series: SelectableSeries): boolean {
    return selects(this.selection, series);
  }

  /** Calls `send` now if a tick has passed since the last time, else once when it will have. */
  whenDue(now: number, send: () => void): void {
    if (this.timer !== undefined) return;
    const wait = this.sentAt + this.request.tickMs - now;
    if (wait <= 0) {
      this.sentAt = now;
      send();
      return;
    }
    this.later(wait, send);
  }

  /** Calls `send` once after `wait` ms, unless a call waits already. */
  later(wait: number, send: () => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.sentAt = performance.now();
      send();
    }, wait);
  }

  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.onEnd();
  }
}
