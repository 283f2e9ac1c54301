import type { Poll, ServerEvents } from '@sensorium/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { EventSourceClient } from './event-source.js';
import { until } from './until.js';

/** Above it a reading did not come: far below heartbeats, which would push out what a proxy keeps back, ms. */
const LIMIT_MS = 4_000;

/** Time between two polls, ms. */
const POLL_MS = 100;

/** One series as a page at this address asks for it. */
export interface Watch {
  /** Address of the dashboard, prefix included. */
  base: string;
  series: string;
  /** How long a long poll waits, ms. */
  wait?: number;
}

/** A viewer of one series over one transport. */
export interface ProxiedViewer extends Disposable {
  /** What came, in its order. */
  values: () => unknown[];
  /** What carries it. */
  transport: () => string;
  isOpen: () => boolean;
}

/** The ways on which a page gets readings; each opens when its first value is there. */
export const TRANSPORTS = {
  websocket: (watch: Watch) => openSocket(watch, ['websocket']),
  'polling, then websocket': (watch: Watch) => openSocket(watch, ['polling', 'websocket']),
  'socket.io polling': (watch: Watch) => openSocket(watch, ['polling']),
  stream: openStream,
  'long polling': (watch: Watch) => openPolls(watch, watch.wait ?? 20_000),
  polling: (watch: Watch) => openPolls(watch, 0),
} as const;
export type Transport = keyof typeof TRANSPORTS;

async function openSocket(
  { base, series }: Watch,
  transports: ('websocket' | 'polling')[],
): Promise<ProxiedViewer> {
  const path = new URL('socket.io/', base).pathname;
  const socket: Socket<ServerEvents> = io(new URL('/live', base).href, {
    ...{ path, transports, reconnection: false, forceNew: true },
    extraHeaders: { origin: new URL(base).origin },
  });
  const values: unknown[] = [];
  socket.on('snapshot', ({ readings }) => values.push(...readings.map(({ value }) => value)));
  socket.on('readings', ({ readings }) => values.push(...readings.map(({ value }) => value)));
  const isRefused = new Promise<never>((_, reject) => {
    socket.once('connect_error', reject);
  });
  (socket.emit as (event: string, body: unknown) => void).call(socket, 'subscribe', {
    ...{ id: 'a', mode: 'every', tickMs: 0, series: [series] },
  });
  await Promise.race([until('a snapshot', () => values.length > 0), isRefused]);
  return {
    values: () => values,
    transport: () => socket.io.engine.transport.name,
    isOpen: () => socket.connected,
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}

async function openStream({ base, series }: Watch): Promise<ProxiedViewer> {
  const url = new URL('api/live/stream', base);
  url.searchParams.set('series', series);
  const headers = { origin: new URL(base).origin, 'accept-encoding': 'gzip' };
  const stream = await within(LIMIT_MS, EventSourceClient.open(url, headers));
  const values = () => stream.data<Poll>().flatMap(({ readings }) => readings.map(({ value }) => value));
  await until('the first value', () => values().length > 0, LIMIT_MS).catch((error: unknown) => {
    stream[Symbol.dispose]();
    throw error;
  });
  return {
    values,
    transport: () => 'stream',
    isOpen: () => !stream.isClosed,
    [Symbol.dispose]: () => stream[Symbol.dispose](),
  };
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const isLate = pause(limitMs).then(() => {
    throw new Error(`nothing came for ${limitMs} ms`);
  });
  return Promise.race([work, isLate]);
}

async function openPolls({ base, series }: Watch, wait: number): Promise<ProxiedViewer> {
  const url = new URL('api/live/poll', base);
  url.searchParams.set('series', series);
  url.searchParams.set('wait', String(wait));
  const gone = new AbortController();
  const values: unknown[] = [];
  const ask = async (): Promise<void> => {
    const answer = await fetch(url, { headers: { origin: new URL(base).origin }, signal: gone.signal });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const { cursor, readings } = (await answer.json()) as Poll;
    url.searchParams.set('cursor', cursor);
    values.push(...readings.map(({ value }) => value));
  };
  await ask();
  let isOpen = true;
  const turn = async (): Promise<void> => {
    while (isOpen) await ask().then(() => (wait === 0 ? pause(POLL_MS) : undefined));
  };
  turn().catch(() => (isOpen = false));
  return {
    values: () => values,
    transport: () => (wait === 0 ? 'polling' : 'long polling'),
    isOpen: () => isOpen,
    [Symbol.dispose]: () => {
      isOpen = false;
      gone.abort();
    },
  };
}

/** Viewers on every transport at once; those that could not open are missing. */
export class ProxiedViewers implements Disposable {
  private constructor(readonly open: ReadonlyMap<Transport, ProxiedViewer>) {}

  static async start(watch: Watch): Promise<ProxiedViewers> {
    const names = Object.keys(TRANSPORTS) as Transport[];
    const opened = await Promise.allSettled(names.map((name) => TRANSPORTS[name](watch)));
    return new ProxiedViewers(
      new Map(
        opened.flatMap((result, place) => {
          const name = names[place];
          return name !== undefined && result.status === 'fulfilled' ? [[name, result.value] as const] : [];
        }),
      ),
    );
  }

  /** How long after now each transport has the value, ms; without those that do not get it in time. */
  async times(value: unknown): Promise<Map<Transport, number>> {
    const begin = performance.now();
    const found = new Map<Transport, number>();
    const waits = Array.from(this.open, async ([name, viewer]) => {
      await until(name, () => viewer.values().includes(value), LIMIT_MS);
      found.set(name, Math.round(performance.now() - begin));
    });
    await Promise.allSettled(waits);
    return found;
  }

  [Symbol.dispose](): void {
    for (const viewer of this.open.values()) viewer[Symbol.dispose]();
  }
}
