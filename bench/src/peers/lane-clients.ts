import { decodeColumns, type Poll, type Subscribe } from '@sensorium/contracts';
import { machineMs } from '../measure/clock.ts';
import type { Quantiles } from '../measure/statistics.ts';
import type { Transport } from '../measure/transports-run.ts';
import { EventLines } from '../wire/event-lines.ts';
import { HttpLine, type HeaderStyle } from '../wire/http-line.ts';
import { LiveClient } from '../wire/live-client.ts';
import { LatencyLog } from './latency-log.ts';
import { serve } from './serve.ts';

/** What `open` is asked for. */
export interface LaneOrder {
  url: string;
  transport: Transport;
  clients: number;
  /** Between two polls, ms. */
  intervalMs: number;
  /** `<device>/<metric>`, whose values are the times at which they were sent. */
  series: string;
  lane: string;
  headers: HeaderStyle;
}

/** What `read` answers: updates that came since `reset`, and their age as they came, ms. */
export interface LaneFound {
  updates: number;
  ages: Quantiles;
  /** Clients that lost their connection. */
  lost: number;
}

/** Clients of one transport, each as the page's own lane of it: same requests, same cursor, same credit. */

const WAIT_MS = 25_000;

/** So many are opened at once. */
const OPENING = 50;

const log = new LatencyLog();
let closers: (() => void)[] = [];
let lost = 0;
let isClosed = false;

serve({
  async open(order: LaneOrder): Promise<void> {
    isClosed = false;
    lost = 0;
    for (let left = order.clients; left > 0; left -= OPENING) {
      const count = Math.min(left, OPENING);
      closers.push(...(await Promise.all(Array.from({ length: count }, () => openOne(order)))));
    }
  },
  close(): void {
    isClosed = true;
    for (const close of closers) close();
    closers = [];
  },
  reset: () => log.reset(),
  read(): LaneFound {
    const ages = log.read();
    return { updates: ages.count, ages, lost };
  },
});

function openOne(order: LaneOrder): Promise<() => void> {
  if (order.transport === 'websocket') return openSocket(order);
  if (order.transport === 'stream') return openStream(order);
  return openPoll(order);
}

function pathOf({ series, lane }: LaneOrder, route: string, more: string): string {
  return `/api/live/${route}?series=${encodeURIComponent(series)}&lane=${lane}${more}`;
}

function noteLost(): void {
  if (!isClosed) lost += 1;
}

/** Asks again and again; resolves with the first answer. */
async function openPoll(order: LaneOrder): Promise<() => void> {
  const wait = order.transport === 'long poll' ? `&wait=${WAIT_MS}` : '';
  const first = Promise.withResolvers<undefined>();
  let cursor: string | undefined;
  let body: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;
  let due = 0;
  const ask = (): void => {
    const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const tag = cursor === undefined ? [] : [`If-None-Match: "${cursor}"`];
    line.get(pathOf(order, 'poll', `${after}${wait}`), ...tag);
  };
  const line = await HttpLine.open(
    order.url,
    order.headers,
    {
      head: (status) => {
        if (status !== 200 && status !== 304) first.reject(new Error(`a poll was answered with ${status}`));
      },
      body: (piece) => body.push(piece),
      end: () => {
        if (body.length > 0) cursor = takePoll(Buffer.concat(body), cursor !== undefined);
        body = [];
        first.resolve(undefined);
        due = Math.max(machineMs(), due + order.intervalMs);
        if (order.intervalMs === 0) ask();
        else timer = setTimeout(ask, Math.max(0, due - machineMs()));
      },
    },
    noteLost,
  );
  // Clients do not ask in step.
  due = machineMs() + Math.random() * order.intervalMs;
  ask();
  await first.promise;
  return () => {
    clearTimeout(timer);
    line.close();
  };
}

/** Notes the readings of an answer, unless it is the beginning; gives its cursor. */
function takePoll(body: Buffer, isNews: boolean): string {
  const { cursor, readings } = JSON.parse(body.toString()) as Poll;
  if (isNews) for (const { value } of readings) log.note(Number(value));
  return cursor;
}

async function openStream(order: LaneOrder): Promise<() => void> {
  const first = Promise.withResolvers<undefined>();
  let isNews = false;
  const lines = new EventLines((data) => {
    takePoll(data, isNews);
    isNews = true;
    first.resolve(undefined);
  });
  const line = await HttpLine.open(
    order.url,
    order.headers,
    {
      head: (status) => {
        if (status !== 200) first.reject(new Error(`a stream was answered with ${status}`));
      },
      body: (piece) => lines.take(piece),
      end: noteLost,
    },
    noteLost,
  );
  line.get(pathOf(order, 'stream', '&tickMs=0'));
  await first.promise;
  return () => line.close();
}

async function openSocket({ url, series, lane }: LaneOrder): Promise<() => void> {
  const first = Promise.withResolvers<undefined>();
  const request: Subscribe = {
    id: 'lane',
    series: [series],
    mode: 'every',
    tickMs: 0,
    encoding: 'columns',
  };
  const client: LiveClient = new LiveClient(
    url,
    {
      up: () => client.emit('subscribe', request),
      frame: ({ part }, bytes) => {
        if (part === 'readings') takeColumns(bytes);
        client.emit('credit', { frames: 1 });
        first.resolve(undefined);
      },
      down: (reason) => {
        noteLost();
        first.reject(new Error(reason));
      },
    },
    `lane=${lane}`,
  );
  await first.promise;
  return () => client.close();
}

function takeColumns(bytes: Buffer): void {
  const decoded = decodeColumns(bytes);
  if (!decoded.ok) throw new Error(decoded.error);
  const { count, value } = decoded.columns;
  for (let row = 0; row < count; row++) log.note(value[row] ?? 0);
}
