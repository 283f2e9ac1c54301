import type { Answer, Answers, Beginning } from './answers.js';
import type { HttpViewer } from './http-viewers.js';
import type { LiveReader } from './live-reader.js';
import type { Subscription } from './subscription.js';

/** Heartbeat of a stream, ms: a comment, with the newest cursor. */
const HEARTBEAT_MS = 15_000;

/** Who reads nothing for so long, ms, is cut, and can come back. */
const STUCK_MS = 30_000;

/** After so long, ms, a connection that ends is closed whatever waits on it. */
const LINGER_MS = 1_000;

/** Browsers come back after so long, ms. */
const RETRY_MS = 2_000;

/** The side of an HTTP answer that a stream writes to. */
export interface Outlet {
  write(bytes: Buffer | string, written: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
}

/**
 * Server-sent events of one client (https://html.spec.whatwg.org/multipage/server-sent-events.html). One event is under
 * way at a time, so memory stays bounded; who reads too slowly for all readings gets the latest values instead.
 */
export class EventStream {
  private parts: (() => Answer)[] = [];
  private isWriting = false;
  private isHeld = false;
  private isEnded = false;
  private writtenAt = performance.now();
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);

  constructor(
    private readonly outlet: Outlet,
    private readonly subscription: Subscription,
    private readonly viewer: HttpViewer,
    private readonly reader: LiveReader,
    private readonly answers: Answers,
  ) {}

  /** Begins with the latest values, or without them after the place of the subscription. */
  begin(beginning: Beginning | undefined): void {
    if (beginning) this.parts = this.answers.latestParts(this.subscription, beginning);
    this.write(`retry: ${RETRY_MS}\n\n`);
  }

  /** There may be readings: sends them as soon as the tick has passed. */
  offer(): void {
    this.subscription.whenDue(performance.now(), () => {
      this.push();
    });
  }

  /** Ends it cleanly: the program stops. */
  end(): void {
    if (this.isEnded) return;
    this.forget();
    this.outlet.end();
  }

  /** The connection is gone. */
  forget(): void {
    this.isEnded = true;
    clearInterval(this.heartbeat);
    this.subscription.end();
  }

  private push(): void {
    if (this.isEnded) return;
    if (this.isWriting) {
      this.isHeld = true;
      this.viewer.skipped += 1;
      return;
    }
    const part = this.parts.shift();
    if (part) this.send(part());
    else this.sendNews();
  }

  private sendNews(): void {
    const { subscription } = this;
    const next = this.reader.next(subscription, 'json');
    if (next.facts.missed > 0 || (this.isHeld && !next.facts.isAtEnd)) {
      const missed = this.reader.endOf(subscription).passed - subscription.place.passed;
      this.parts = this.answers.latestParts(subscription, { reset: true, missed });
      this.isHeld = false;
      this.push();
      return;
    }
    this.isHeld = false;
    const answer = this.answers.next(subscription, 'json');
    if (!answer.isEmpty) this.send(answer);
  }

  private send({ body, cursor, more }: Answer): void {
    this.viewer.sent += 1;
    const id = more && this.parts.length > 0 ? '' : `id: ${cursor}\n`;
    this.write(Buffer.concat([Buffer.from(`${id}data: `), body, Buffer.from('\n\n')]));
  }

  private write(bytes: Buffer | string): void {
    this.isWriting = true;
    this.outlet.write(bytes, () => {
      this.isWriting = false;
      this.writtenAt = performance.now();
      if (this.parts.length > 0) this.push();
      else this.offer();
    });
  }

  private get isIdle(): boolean {
    return !this.isWriting && !this.isEnded;
  }

  private beat(): void {
    if (this.isWriting) {
      if (performance.now() - this.writtenAt >= STUCK_MS) this.cut();
      return;
    }
    this.push();
    if (!this.isIdle) return;
    this.write(
      `: ${this.subscription.place.sequence}\nid: ${this.reader.cursorOf(this.subscription.place)}\n\n`,
    );
  }

  private cut(): void {
    const data = JSON.stringify({ code: 'too-slow', message: 'nothing was read for too long; come back' });
    this.outlet.write(`event: too-slow\ndata: ${data}\n\n`, () => undefined);
    this.end();
    setTimeout(() => this.outlet.destroy(), LINGER_MS).unref();
  }
}
