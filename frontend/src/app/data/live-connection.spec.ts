import { encodeColumns, type Ack, type Subscribe } from '@sensorium/contracts';
import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Transport } from './connection';
import { LiveConnection, type LiveSink } from './live-connection';
import type { LivePort, PageEvents, Traffic } from './live-port';
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
  down!: () => void;
  traffic!: (traffic: Traffic) => void;
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
  onTraffic(handler: FakePort['traffic']): void {
    this.traffic = handler;
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
  let alerts: { alertCursor: string | undefined; takeAlerts: Mock; takeTold: Mock };
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
    alerts = { alertCursor: undefined, takeAlerts: vi.fn(), takeTold: vi.fn() };
    line = new LiveConnection(port, sink, alerts, () => now);
  });

  function frame(id: string, bytes: Uint8Array): void {
    port.handlers.frame({ id, cursor: 'c', time: NOON, part: 'readings' }, bytes);
  }
  function asked(event: string): Subscribe[] {
    return port.sent.filter(([name]) => name === event).map(([, request]) => request as Subscribe);
  }

  function answer(ack: Ack): void {
    const answered = port.sent.findLast(([event]) => event === 'subscribe')?.[2] as (ack: Ack) => void;
    answered(ack);
  }

  it('asks for the fleet each time the line is up', () => {
    port.up('websocket');
    port.down();
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
    const stop = line.watch(['a/temperature'], { take }, { tickMs: 100, width: 800 });
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
        width: 800,
        encoding: 'columns',
        recent: true,
      },
      {
        id: 'watch-1',
        series: ['a/temperature'],
        mode: 'every',
        tickMs: 100,
        width: 800,
        encoding: 'columns',
        recent: true,
        cursor: 'c',
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
    line.watch(['a/b'], { take: vi.fn(), answered }, { tickMs: 100, width: 800 });
    const answer = port.sent.at(-1)?.[2] as (ack: { ok: false; error: string }) => void;
    answer({ ok: false, error: 'no such thing' });
    expect(answered).toHaveBeenCalledWith('no such thing');
    expect(line.refusal()).toBeNull();
  });

  it('asks for less out of sight, then for hardly more than alerts, and in sight for what it missed', () => {
    port.up('websocket');
    answer({ ok: true, resumed: null });
    frame('fleet', encodeColumns(columnsOf([])));
    line.attend('little');
    line.attend('little');
    answer({ ok: true, resumed: 'memory' });
    line.attend('none');
    line.attend('full');
    expect(asked('subscribe').map(({ tickMs, cursor }) => [tickMs, cursor])).toEqual([
      [250, undefined],
      [5000, 'c'],
      [60_000, 'c'],
      [250, 'c'],
    ]);
  });

  it('says at the end of a catch-up whether readings were left out', () => {
    port.up('websocket');
    const taken: unknown[] = [];
    line.watch(['a/b'], { take: ({ leftOut }) => taken.push(leftOut) }, { tickMs: 100, width: 800 });
    const head = { id: 'watch-1', cursor: 'c', time: NOON, part: 'catch-up' } as const;
    const part = (downsampled: boolean, done: boolean): void => {
      const catchUp = { from: NOON, to: NOON, downsampled, series: 0, done };
      port.handlers.frame({ ...head, catchUp }, encodeColumns(columnsOf([])));
    };
    for (const one of [true, false]) {
      part(one, false);
      part(false, true);
    }
    expect(taken).toEqual([false, true, false, false]);
  });

  it('takes no frame of before it went out of sight', () => {
    port.up('websocket');
    const take = vi.fn();
    line.watch(['a/b'], { take }, { tickMs: 100, width: 800 });
    line.attend('none');
    line.attend('full');
    frame('watch-1', encodeColumns(columnsOf([{ n: 1, t: NOON, value: 4 }])));
    expect(take).not.toHaveBeenCalled();
    expect(asked('credit')).toHaveLength(1);
  });

  it('says how far behind it is, until it has caught up or the line is gone', () => {
    port.up('websocket');
    const behind = { id: 'fleet', shown: 2, offered: 10, behindMs: 400 };
    port.handlers.pace(behind);
    port.handlers.pace({ ...behind, id: 'watch-1', behindMs: 100 });
    expect(line.pace()).toEqual(behind);
    port.handlers.pace({ ...behind, behindMs: 0 });
    expect(line.pace()?.behindMs).toBe(100);
    port.down();
    expect(line.pace()).toBeNull();
  });

  it('catches up from the answer on until the last part is there', () => {
    port.up('websocket');
    answer({ ok: true, resumed: 'history' });
    expect(line.catchingUp()).toBe(true);
    const bytes = encodeColumns(columnsOf([]));
    const catchUp = { from: NOON, to: NOON, downsampled: false, series: 0, done: false };
    const head = { id: 'fleet', cursor: 'c', time: NOON, part: 'catch-up' } as const;
    port.handlers.frame({ ...head, catchUp }, bytes);
    expect(line.catchingUp()).toBe(true);
    port.handlers.frame({ ...head, catchUp: { ...catchUp, done: true } }, bytes);
    expect(line.catchingUp()).toBe(false);
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
    port.down();
    port.attempt();
    now = 11_000;
    line.tick();
    expect(line.connection()).toEqual({ state: 'lost', since: 1000, attempt: 1, everLive: true });
    line.tryNow();
    expect(port.retry).toHaveBeenCalledOnce();
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
