import {
  TAPPED_FRAMES,
  type FrameList,
  type Handshake,
  type TapState,
  type WireFrame,
} from '@sensorium/contracts';
import type { Connection } from './connections.js';
import { FrameParser, type ParsedFrame } from './frame-parser.js';
import { acceptSteps, headEnd, withoutSecrets } from './handshake-text.js';
import { observe, type WireObserver } from './wire.js';

/** Bytes of an answer that are kept while its head has not ended. */
const ANSWER_MAX = 16_384;

const NAMES = new Map<number, WireFrame['name']>([
  [0, 'continuation'],
  [1, 'text'],
  [2, 'binary'],
  [8, 'close'],
  [9, 'ping'],
  [10, 'pong'],
]);

/** Head of a request or an answer, as it was on the wire. `at` in ms. */
interface Head {
  at: number;
  bytes: Buffer;
}

/**
 * What one connection shows of itself: its handshake, and its last frames in both directions. It reads along and
 * never writes; what it holds is bounded.
 */
export class Tap implements WireObserver {
  /** When it was asked for last, ms. */
  asked: number;
  private connection: Connection | undefined;
  private request: Head | undefined;
  private answer: Head | undefined;
  private answerSoFar = Buffer.alloc(0);
  private readonly seen = { received: 0, sent: 0 };
  private readonly frames: WireFrame[] = [];
  private count = 0;
  private readonly incoming = new FrameParser((frame) => {
    this.note('received', frame);
  });
  private readonly outgoing = new FrameParser((frame) => {
    this.note('sent', frame);
  });
  private stopObserving: () => void = () => undefined;

  /** `now` in ms. */
  constructor(private readonly now: () => number) {
    this.asked = now();
  }

  get state(): TapState {
    if (!this.connection) return 'waiting';
    return this.connection.socket.destroyed ? 'closed' : 'open';
  }

  /**
   * The upgrade was asked for with the captured bytes. Those behind the head are frames that came early: whoever
   * takes the connection over puts them back into the stream, so they come once more.
   */
  begin(connection: Connection, captured: Buffer): void {
    const end = headEnd(captured);
    const bytes = end < 0 ? captured : captured.subarray(0, end);
    this.connection = connection;
    this.request = { at: this.now(), bytes };
    this.seen.received = bytes.length;
    this.stopObserving = observe(connection.socket, this);
  }

  received(chunk: Buffer): void {
    this.seen.received += chunk.length;
    this.incoming.feed(chunk, this.now());
  }

  sent(chunk: Buffer): void {
    this.seen.sent += chunk.length;
    const rest = this.answer ? chunk : this.takeAnswer(chunk);
    if (rest.length > 0 && this.isUpgraded) this.outgoing.feed(rest, this.now());
  }

  stop(): void {
    this.stopObserving();
  }

  handshake(): Handshake {
    const request = shown(this.request);
    const answer = shown(this.answer);
    const { socket, mark } = this.connection ?? { socket: undefined, mark: { read: 0, written: 0 } };
    return {
      state: this.state,
      request,
      answer,
      accept: request && acceptSteps(request.text, answer?.text),
      received: { seen: this.seen.received, counted: (socket?.bytesRead ?? 0) - mark.read },
      sent: { seen: this.seen.sent, counted: (socket?.bytesWritten ?? 0) - mark.written },
      frames: this.count,
    };
  }

  /** Frames after the number `after`, of those that are held. */
  framesAfter(after: number): FrameList {
    const held = this.count - this.frames.length;
    const frames = this.frames.slice(Math.max(0, after - held));
    const missed = Math.max(0, held - after);
    return { state: this.state, frames, next: Math.max(after, this.count), missed };
  }

  private get isUpgraded(): boolean {
    return this.answer?.bytes.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101';
  }

  /** Returns what came behind the head of the answer. */
  private takeAnswer(chunk: Buffer): Buffer {
    const bytes = Buffer.concat([this.answerSoFar, chunk]);
    const end = headEnd(bytes);
    if (end < 0 && bytes.length < ANSWER_MAX) {
      this.answerSoFar = bytes;
      return Buffer.alloc(0);
    }
    const length = end < 0 ? bytes.length : end;
    this.answer = { at: this.now(), bytes: bytes.subarray(0, length) };
    this.answerSoFar = Buffer.alloc(0);
    return bytes.subarray(length);
  }

  private note(direction: WireFrame['direction'], frame: ParsedFrame): void {
    this.count += 1;
    this.frames.push({
      ...frame,
      n: this.count,
      direction,
      name: NAMES.get(frame.opcode) ?? 'reserved',
      mask: frame.mask && Buffer.from(frame.mask).toString('hex'),
      head: Buffer.from(frame.head).toString('hex'),
    });
    if (this.frames.length > TAPPED_FRAMES) this.frames.shift();
  }
}

function shown(head: Head | undefined): Handshake['request'] {
  if (!head) return null;
  return { at: head.at, text: withoutSecrets(head.bytes.toString('latin1')), bytes: head.bytes.length };
}
