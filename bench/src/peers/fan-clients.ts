import type { FrameHead } from '@sensorium/contracts';
import { WebSocket } from 'ws';
import type { FanWay } from '../measure/fanout-run.ts';
import { LiveClient } from '../wire/live-client.ts';
import { rowsOf } from '../wire/rows.ts';
import { serve } from './serve.ts';

/** What `open` is asked for. */
export interface FanOrder {
  url: string;
  way: FanWay;
  clients: number;
  tickMs: number;
  /** What to ask the backend for. */
  series: 'fleet' | string[];
}

/** What `count` answers: what came since `reset`. */
export interface FanCounts {
  values: number;
  frames: number;
  bytes: number;
  lost: number;
}

/** Many clients that look no further into what they get than needed to count it. */

const OPENING = 50;
const ANSWER = '42/live,["credit",{"frames":1}]';

const counts: FanCounts = { values: 0, frames: 0, bytes: 0, lost: 0 };
let closers: (() => void)[] = [];

serve({
  async open(order: FanOrder): Promise<void> {
    for (let left = order.clients; left > 0; left -= OPENING) {
      const count = Math.min(left, OPENING);
      closers.push(...(await Promise.all(Array.from({ length: count }, () => openOne(order)))));
    }
  },
  close(): void {
    for (const close of closers) close();
    closers = [];
  },
  reset: () => Object.assign(counts, { values: 0, frames: 0, bytes: 0, lost: 0 }),
  count: () => counts,
});

function openOne(order: FanOrder): Promise<() => void> {
  return order.way === 'backend' || order.way === 'io.emit' ? openLive(order) : openBare(order);
}

function note(values: number, bytes: number): void {
  counts.values += values;
  counts.bytes += bytes;
  counts.frames += 1;
}

/** A viewer of the backend, with credit, or of the emitting peer. */
async function openLive({ url, way, tickMs, series }: FanOrder): Promise<() => void> {
  const ready = Promise.withResolvers<undefined>();
  const request = { id: 'fan', series, mode: 'latest', tickMs, encoding: 'columns' } as const;
  const client: LiveClient = new LiveClient(url, {
    up: () => {
      if (way === 'backend') client.emit('subscribe', request);
      else ready.resolve(undefined);
    },
    frame: ({ part }: FrameHead, columns) => {
      if (part === 'readings') note(rowsOf(columns), columns.length);
      client.emit('credit', { frames: 1 });
      ready.resolve(undefined);
    },
    event: (name) => {
      if (name === 'reading') note(1, 0);
    },
    down: (reason) => {
      counts.lost += 1;
      ready.reject(new Error(reason));
    },
  });
  await ready.promise;
  return () => client.close();
}

/** A client of `ws`; the caller knows how many values a frame stands for. */
async function openBare({ url, way }: FanOrder): Promise<() => void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const ready = Promise.withResolvers<undefined>();
  socket.on('open', () => ready.resolve(undefined));
  socket.on('error', (error) => ready.reject(error));
  socket.on('message', (data) => {
    note(0, (data as Buffer).length);
    if (way === 'bare ws, answered') socket.send(ANSWER);
  });
  await ready.promise;
  return () => {
    socket.terminate();
  };
}
