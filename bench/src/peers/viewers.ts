import { decodeColumns, LIVE_NAMESPACE, type ClientEvents, type ServerEvents } from '@sensorium/contracts';
import { io, type Socket } from 'socket.io-client';
import { LatencyLog, SENT } from './latency-log.ts';
import { serve } from './serve.ts';

/** What `open` is asked for. */
export interface ViewersOrder {
  /** Address of the backend. */
  url: string;
  count: number;
  tickMs: number;
  mode: 'latest' | 'every';
}

/** Viewers of the fleet in one process, which take frames as the page does: one credit for each. */

const log = new LatencyLog();
const sockets: Socket<ServerEvents, ClientEvents>[] = [];

serve({
  async open(order: ViewersOrder): Promise<void> {
    await Promise.all(Array.from({ length: order.count }, () => openOne(order)));
  },
  close(): void {
    for (const socket of sockets.splice(0)) socket.disconnect();
  },
  reset: () => log.reset(),
  latency: () => log.read(),
});

async function openOne({ url, tickMs, mode }: ViewersOrder): Promise<void> {
  const socket: Socket<ServerEvents, ClientEvents> = io(new URL(LIVE_NAMESPACE, url).href, {
    transports: ['websocket'],
    forceNew: true,
  });
  sockets.push(socket);
  const stamps = new Set<number>();
  socket.on('series', (series) => {
    for (const { n, metric } of series) if (metric === SENT) stamps.add(n);
  });
  const first = Promise.withResolvers<true>();
  socket.on('frame', ({ part }, bytes) => {
    if (part === 'readings') noteStamps(bytes, stamps);
    else first.resolve(true);
    socket.emit('credit', { frames: 1 });
  });
  await new Promise<void>((resolve, reject) => {
    void first.promise.then(() => resolve());
    socket.once('connect_error', reject);
    socket.on('connect', () => {
      const request = { id: 'bench', series: 'fleet' as const, mode, tickMs, encoding: 'columns' as const };
      socket.emit('subscribe', request, (answer) => {
        if (!answer.ok) reject(new Error(answer.error));
      });
    });
  });
  await socket.emitWithAck('credit', { frames: 1 });
}

/** Notes the time of each stamp in a binary frame. */
function noteStamps(bytes: Uint8Array, stamps: ReadonlySet<number>): void {
  const decoded = decodeColumns(bytes);
  if (!decoded.ok) throw new Error(decoded.error);
  const { count, series, value } = decoded.columns;
  for (let row = 0; row < count; row++) if (stamps.has(series[row] ?? -1)) log.note(value[row] ?? 0);
}
