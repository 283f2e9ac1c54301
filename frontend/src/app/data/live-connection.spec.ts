import type { ServerEvents } from '@sensorium/contracts';
import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Transport } from './connection';
import { LiveConnection, type LiveSink } from './live-connection';
import type { LivePort } from './live-port';
import { NOON } from './testing';

/** A line that the test pulls and plugs by hand. */
class FakePort implements LivePort {
  readonly sent: unknown[][] = [];
  readonly retry = vi.fn();
  readonly open = vi.fn();
  readonly close = vi.fn();
  handlers!: ServerEvents;
  up!: (transport: Transport) => void;
  transport!: (transport: Transport) => void;
  down!: (final: boolean) => void;
  attempt!: () => void;

  listen(handlers: ServerEvents): void {
    this.handlers = handlers;
  }
  emit(...args: unknown[]): void {
    this.sent.push(args);
  }
  onUp(handler: FakePort['up']): void {
    this.up = handler;
  }
  onTransport(handler: FakePort['transport']): void {
    this.transport = handler;
  }
  onDown(handler: FakePort['down']): void {
    this.down = handler;
  }
  onAttempt(handler: FakePort['attempt']): void {
    this.attempt = handler;
  }
}

describe('LiveConnection', () => {
  let port: FakePort;
  let sink: { [K in keyof LiveSink]: Mock<LiveSink[K]> };
  let line: LiveConnection;
  let now = 0;

  beforeEach(() => {
    now = 0;
    port = new FakePort();
    sink = {
      takeHello: vi.fn(),
      takeDevices: vi.fn(),
      takeLink: vi.fn(),
      takeSnapshot: vi.fn(),
      takeReadings: vi.fn(),
      takePresence: vi.fn(),
    };
    line = new LiveConnection(port, sink, () => now);
  });

  it('asks for the fleet each time the line is up', () => {
    port.up('websocket');
    port.down(false);
    port.up('polling');
    const request = { id: 'fleet', series: 'fleet', mode: 'latest', tickMs: 250 };
    expect(port.sent.filter(([event]) => event === 'subscribe').map(([, asked]) => asked)).toEqual([
      request,
      request,
    ]);
    expect(line.connection()).toMatchObject({ state: 'live', transport: 'polling' });
  });

  it('gives credit for a frame after it was taken', () => {
    const order: string[] = [];
    sink.takeReadings.mockImplementation(() => order.push('taken'));
    port.emit = (event: string) => order.push(event);
    port.handlers.readings({ id: 'fleet', cursor: 'c', time: NOON, readings: [] });
    expect(order).toEqual(['taken', 'credit']);
  });

  it('sees another version of the contract', () => {
    port.handlers.hello({ contract: 1, epoch: 'e', time: NOON, limits: {} });
    expect(line.newVersion()).toBe(false);
    port.handlers.hello({ contract: 2, epoch: 'e', time: NOON, limits: {} });
    expect(line.newVersion()).toBe(true);
  });

  it('is lost ten seconds after the line went, and tries at once when asked to', () => {
    port.up('websocket');
    now = 1000;
    port.down(false);
    port.attempt();
    now = 11_000;
    line.tick();
    expect(line.connection()).toEqual({ state: 'lost', since: 1000, attempt: 1, everLive: true });
    line.tryNow();
    expect(port.retry).toHaveBeenCalledOnce();
  });

  it('tries again by itself after the server has closed the line for good', () => {
    vi.useFakeTimers();
    port.up('websocket');
    port.down(true);
    vi.advanceTimersByTime(5000);
    expect(port.retry).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it('keeps the reason of a refusal and asks anew when told to', () => {
    port.up('websocket');
    const answer = port.sent[0]?.[2] as (ack: { ok: false; error: string }) => void;
    answer({ ok: false, error: 'too many subscriptions' });
    expect(line.refusal()).toBe('too many subscriptions');
    line.tryNow();
    expect(line.refusal()).toBeNull();
    expect(port.sent).toHaveLength(2);
    expect(port.retry).not.toHaveBeenCalled();
  });
});
