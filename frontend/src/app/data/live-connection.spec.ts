import { encodeColumns, type Subscribe } from '@sensorium/contracts';
import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Transport } from './connection';
import { LiveConnection, type LiveSink } from './live-connection';
import type { LivePort, PageEvents } from './live-port';
import type { LiveFrame } from './subscriptions';
import { NOON, aSeries, columnsOf } from './testing';

/** A line that the test pulls and plugs by hand. */
class FakePort implements LivePort {
  readonly sent: unknown[][] = [];
  readonly retry = vi.fn();
  readonly open = vi.fn();
  readonly close = vi.fn();
  handlers!: PageEvents;
  up!: (transport: Transport) => void;
  transport!: (transport: Transport) => void;
  down!: (final: boolean) => void;
  attempt!: () => void;

  listen(handlers: PageEvents): void {
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
      takeHistory: vi.fn(),
      takeFrame: vi.fn(),
      takePresence: vi.fn(),
    };
    line = new LiveConnection(port, sink, () => now);
  });

  function frame(id: string, bytes: Uint8Array): void {
    port.handlers.frame({ id, cursor: 'c', time: NOON, part: 'readings' }, bytes);
  }
  function asked(event: string): Subscribe[] {
    return port.sent.filter(([name]) => name === event).map(([, request]) => request as Subscribe);
  }

  it('asks for the fleet each time the line is up', () => {
    port.up('websocket');
    port.down(false);
    port.up('polling');
    const request = {
      id: 'fleet',
      series: 'fleet',
      mode: 'latest',
      tickMs: 250,
      encoding: 'columns',
      recent: true,
    };
    expect(port.sent.filter(([event]) => event === 'subscribe').map(([, asked]) => asked)).toEqual([
      request,
      request,
    ]);
    expect(line.connection()).toMatchObject({ state: 'live', transport: 'polling' });
  });

  it('gives credit for a frame after it was taken', () => {
    const order: string[] = [];
    sink.takeFrame.mockImplementation(() => order.push('taken'));
    port.emit = (event: string) => order.push(event);
    frame('fleet', encodeColumns(columnsOf([{ n: 1, t: NOON, value: 4 }])));
    expect(order).toEqual(['taken', 'credit']);
  });

  it('gives credit for a frame that nobody waits for any more', () => {
    frame('watch-9', encodeColumns(columnsOf([])));
    expect(asked('credit')).toHaveLength(1);
    expect(sink.takeFrame).not.toHaveBeenCalled();
  });

  it('asks anew after a frame that cannot be read, but not again and again', () => {
    port.up('websocket');
    now = 60_000;
    frame('fleet', Uint8Array.of(9, 9, 9));
    frame('fleet', Uint8Array.of(9, 9, 9));
    expect(asked('subscribe')).toHaveLength(2);
    expect(asked('credit')).toHaveLength(2);
    expect(sink.takeFrame).not.toHaveBeenCalled();
  });

  it('brings a watch its frames with the names of their series, and asks again on a new line', () => {
    port.up('websocket');
    const take = vi.fn();
    const stop = line.watch(['a/temperature'], { take }, 100);
    port.handlers.series([aSeries(7, 'a', 'temperature')]);
    frame('watch-1', encodeColumns(columnsOf([{ n: 7, t: NOON, value: 4 }])));
    const [{ columns, series }] = take.mock.calls[0] as [LiveFrame];
    expect(series.get(columns.series[0] ?? 0)?.metric).toBe('temperature');
    port.up('websocket');
    expect(asked('subscribe').filter(({ id }) => id === 'watch-1')).toEqual([
      {
        id: 'watch-1',
        series: ['a/temperature'],
        mode: 'every',
        tickMs: 100,
        encoding: 'columns',
        recent: true,
      },
      {
        id: 'watch-1',
        series: ['a/temperature'],
        mode: 'every',
        tickMs: 100,
        encoding: 'columns',
        recent: true,
      },
    ]);
    stop();
    stop();
    expect(asked('unsubscribe')).toEqual([{ id: 'watch-1' }]);
    frame('watch-1', encodeColumns(columnsOf([])));
    expect(take).toHaveBeenCalledOnce();
  });

  it('says to a watch why it was refused', () => {
    port.up('websocket');
    const answered = vi.fn();
    line.watch(['a/b'], { take: vi.fn(), answered }, 100);
    const answer = port.sent.at(-1)?.[2] as (ack: { ok: false; error: string }) => void;
    answer({ ok: false, error: 'no such thing' });
    expect(answered).toHaveBeenCalledWith('no such thing');
    expect(line.refusal()).toBeNull();
  });

  it('slows down out of sight and is itself again in sight', () => {
    port.up('websocket');
    line.hide(true);
    line.hide(true);
    line.hide(false);
    expect(asked('subscribe').map(({ tickMs, recent }) => [tickMs, recent])).toEqual([
      [250, true],
      [5000, false],
      [250, true],
    ]);
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

  it('hands on whether readings are kept', () => {
    const paused = { state: 'paused', since: NOON, fault: 'disk-full', reason: 'no space' } as const;
    port.handlers.history(paused);
    expect(sink.takeHistory).toHaveBeenCalledExactlyOnceWith(paused);
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
