import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transport } from './connection';
import { LiveLine } from './live-line';
import type { Carrier, CarrierHandlers } from './live-port';
import { NOON } from './testing';

interface Opened extends Carrier {
  transport: Transport;
  handlers: CarrierHandlers;
  closed: boolean;
}

describe('LiveLine', () => {
  const HELLO = { contract: 1, epoch: 'e', time: NOON, limits: {} };
  let opened: Opened[];
  let heard: string[];
  let blocked: Set<Transport>;
  let line: LiveLine;

  beforeEach(() => {
    vi.useFakeTimers();
    opened = [];
    heard = [];
    blocked = new Set();
    line = new LiveLine(open, { monotonic: () => performance.now(), chance: () => 0.5 });
    const ignore = (): void => undefined;
    line.listen({
      hello: () => heard.push('hello'),
      frame: () => heard.push('frame'),
      devices: ignore,
      link: ignore,
      history: ignore,
      series: ignore,
      presence: ignore,
      notice: ignore,
      pace: ignore,
      alert: ignore,
      told: ignore,
    });
    line.onUp((transport) => heard.push(`up ${transport}`));
    line.onDown(() => heard.push('down'));
    line.onAttempt(() => heard.push('attempt'));
    line.open();
  });
  afterEach(() => {
    line.close();
    vi.useRealTimers();
  });

  /** A carrier that is up, or fails, a moment after it was opened. */
  function open(transport: Transport, handlers: CarrierHandlers): Carrier {
    const carrier: Opened = {
      transport,
      handlers,
      closed: false,
      emit: () => undefined,
      close: () => {
        carrier.closed = true;
      },
    };
    opened.push(carrier);
    setTimeout(() => {
      if (carrier.closed) return;
      if (blocked.has(transport)) handlers.down();
      else handlers.up(HELLO);
    }, 10);
    return carrier;
  }
  function tried(): Transport[] {
    return opened.splice(0).map(({ transport }) => transport);
  }

  it('comes up by WebSocket first', () => {
    vi.advanceTimersByTime(10);
    expect(heard).toEqual(['hello', 'up websocket']);
    expect(tried()).toEqual(['websocket']);
  });

  it('goes down the ladder, plain HTTP only after a first failure, and says what carries it', () => {
    for (const transport of ['websocket', 'polling', 'streaming'] as const) blocked.add(transport);
    vi.advanceTimersByTime(100);
    expect(tried()).toEqual(['websocket', 'polling']);
    vi.advanceTimersByTime(1_000);
    expect(tried()).toEqual(['websocket', 'polling', 'streaming', 'asking']);
    expect(heard).toEqual(['attempt', 'hello', 'up asking']);
  });

  it('climbs back up beside the line, which goes on meanwhile', () => {
    blocked.add('websocket');
    vi.advanceTimersByTime(100);
    expect(heard).toEqual(['hello', 'up polling']);
    const [, polling] = opened.splice(0);
    vi.advanceTimersByTime(15_000);
    expect(tried()).toEqual(['websocket']);
    expect(polling?.closed).toBe(false);
    blocked.clear();
    vi.advanceTimersByTime(30_100);
    expect(heard).toEqual(['hello', 'up polling', 'hello', 'up websocket']);
    expect(polling?.closed).toBe(true);
  });

  it('hears nothing of a carrier that it has left', () => {
    blocked.add('websocket');
    vi.advanceTimersByTime(100);
    const [, polling] = opened;
    blocked.clear();
    vi.advanceTimersByTime(16_000);
    heard = [];
    polling?.handlers.frame({ id: 'x', cursor: 'c', time: NOON, part: 'readings' }, new Uint8Array());
    expect(heard).toEqual([]);
  });

  it('waits at random up to three seconds after a drop, ever longer after failures, and not at all when told to', () => {
    vi.advanceTimersByTime(60_000);
    for (const transport of ['websocket', 'polling', 'streaming', 'asking'] as const) blocked.add(transport);
    opened.splice(0).at(-1)?.handlers.down();
    vi.advanceTimersByTime(1_499);
    expect(tried()).toEqual([]);
    vi.advanceTimersByTime(31);
    expect(tried()).toHaveLength(2);
    vi.advanceTimersByTime(549);
    expect(tried()).toHaveLength(4);
    vi.advanceTimersByTime(900);
    expect(tried()).toEqual([]);
    blocked.clear();
    line.retry();
    vi.advanceTimersByTime(10);
    expect(heard.slice(2)).toEqual(['down', 'attempt', 'attempt', 'attempt', 'hello', 'up websocket']);
  });

  it('gives up a transport that neither comes up nor fails', () => {
    vi.advanceTimersByTime(5);
    opened[0]?.close();
    vi.advanceTimersByTime(5_100);
    expect(tried()).toEqual(['websocket', 'polling']);
    expect(heard).toEqual(['hello', 'up polling']);
  });

  it('leaves WebSocket for a while when it is let open and then killed', () => {
    for (let n = 0; n < 2; n++) {
      vi.advanceTimersByTime(2_000);
      opened.splice(0).at(-1)?.handlers.down();
    }
    vi.advanceTimersByTime(2_000);
    expect(heard.at(-1)).toBe('up polling');
  });
});
