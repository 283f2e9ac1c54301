import {
  decodeColumns,
  TEXT,
  type CatchUp,
  type FrameHead,
  type LiveReading,
  type Readings,
  type ServerEvents,
  type Snapshot,
} from '@sensorium/contracts';
import type { Backlog, ViewerSocket } from '../src/live/viewer.js';

/** Numbers and texts of a frame: series, time in µs, value. */
export type Row = [n: number, t: number, value: number | string];

/** A viewer that keeps what it was sent. */
export class Recorder implements ViewerSocket {
  readonly id = 'recorder';
  readonly events: { event: keyof ServerEvents; payload: unknown }[] = [];
  readonly frames: { head: FrameHead; columns: Uint8Array }[] = [];
  waiting = 0;
  waitingBytes = 0;
  largest = 0;
  isCut = false;

  transport(): string {
    return 'none';
  }

  sendFrame(head: FrameHead, columns: Uint8Array): void {
    this.frames.push({ head, columns });
  }

  cut(): void {
    this.isCut = true;
  }

  send(event: keyof ServerEvents, payload: unknown): void {
    this.events.push({ event, payload });
  }

  backlog(): Backlog {
    return { packets: this.waiting, bytes: this.waitingBytes, largest: this.largest };
  }

  of<E extends keyof ServerEvents>(event: E): Parameters<ServerEvents[E]>[0][] {
    return this.events.filter((one) => one.event === event).map(({ payload }) => payload as never);
  }

  names(): string[] {
    return this.events.map(({ event }) => event);
  }

  /** Readings of all JSON events, in their order. */
  readings(): LiveReading[] {
    return this.events.flatMap(({ event, payload }) =>
      event === 'snapshot' || event === 'readings' ? (payload as Snapshot | Readings).readings : [],
    );
  }

  values(): unknown[] {
    return this.readings().map(({ value }) => value);
  }

  /** Rows of the frames of these parts. */
  rows(...parts: string[]): Row[] {
    return this.frames
      .filter(({ head }) => parts.includes(head.part))
      .flatMap(({ columns }) => rowsIn(columns));
  }

  catchUps(): CatchUp[] {
    return [...this.frames.map(({ head }) => head), ...this.of('readings')].flatMap(
      ({ catchUp }) => catchUp ?? [],
    );
  }
}

export function rowsIn(bytes: Uint8Array): Row[] {
  const decoded = decodeColumns(bytes);
  if (!decoded.ok) throw new Error(decoded.error);
  const { count, series, t, value, flags, texts } = decoded.columns;
  return Array.from({ length: count }, (_, row) => {
    const own = value[row] ?? 0;
    return [series[row] ?? 0, t[row] ?? 0, ((flags[row] ?? 0) & TEXT) === 0 ? own : (texts[own] ?? '')];
  });
}
