import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FrameList, Handshake, TapToken } from '@sensorium/contracts';
import { nanoid } from 'nanoid';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { Connections, type Connection } from './connections.js';
import { Tap } from './tap.js';

/** Taps at once. */
const TAPS_MAX = 32;

/** So long a token waits for its connection, and a tap for being asked again, ms. */
const WAIT_MS = 60_000;

/** How often those that nobody wants any more are looked for, ms. */
const SWEEP_MS = 5_000;

/** Characters of a token: 144 bits. */
const TOKEN_LENGTH = 24;

/**
 * Taps by the token that their owner put into his handshake. While a token waits for its connection, requests of
 * new and idle connections are captured, since which of them it will be is known only when its head has passed.
 * While none does, connections pass untouched.
 */
@Injectable()
export class Taps implements OnModuleDestroy {
  private readonly taps = new Map<string, Tap>();
  private readonly clock = new Clock();
  private isArmed = false;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(@Inject(Connections) private readonly connections: Connections) {}

  onModuleDestroy(): void {
    clearInterval(this.sweeper);
    for (const tap of this.taps.values()) tap.stop();
    this.taps.clear();
    this.arm(false);
  }

  /** A new token, good for one connection. */
  issue(): TapToken {
    this.sweep();
    if (this.taps.size >= TAPS_MAX) throw new ApiError('limit-reached', `at most ${TAPS_MAX} taps`);
    const token = nanoid(TOKEN_LENGTH);
    const tap = new Tap(() => this.now());
    this.taps.set(token, tap);
    this.sweeper ??= setInterval(() => {
      this.sweep();
    }, SWEEP_MS).unref();
    this.arm(true);
    return { token, expiresAt: tap.asked + WAIT_MS };
  }

  handshake(token: string): Handshake {
    return this.find(token).handshake();
  }

  frames(token: string, after: number): FrameList {
    return this.find(token).framesAfter(after);
  }

  /** A connection has come. */
  opened(connection: Connection): void {
    if (this.isArmed) connection.startCapture();
  }

  /** A connection asks for an upgrade, with a token or without. */
  upgraded(connection: Connection, token: string | undefined): void {
    const captured = connection.captured();
    connection.stopCapture();
    const tap = token === undefined ? undefined : this.taps.get(token);
    if (tap?.state !== 'waiting') return;
    tap.begin(connection, captured);
    this.armIfAwaited();
  }

  private find(token: string): Tap {
    const tap = this.taps.get(token);
    if (!tap) throw new ApiError('not-found', 'there is no such tap, or nobody asked for it for a minute');
    if (tap.state !== 'waiting') tap.asked = this.now();
    return tap;
  }

  private sweep(): void {
    const end = this.now() - WAIT_MS;
    for (const [token, tap] of this.taps) {
      if (tap.asked >= end) continue;
      tap.stop();
      this.taps.delete(token);
    }
    this.armIfAwaited();
    if (this.taps.size > 0) return;
    clearInterval(this.sweeper);
    this.sweeper = undefined;
  }

  private armIfAwaited(): void {
    this.arm([...this.taps.values()].some(({ state }) => state === 'waiting'));
  }

  private arm(on: boolean): void {
    if (on === this.isArmed) return;
    this.isArmed = on;
    for (const connection of this.connections.all()) {
      if (on) connection.startCapture();
      else connection.stopCapture();
    }
  }

  private now(): number {
    return this.clock.now() / 1_000;
  }
}
