import { decodeColumns, TEXT, type Columns, type FrameHead, type Subscribe } from '@sensorium/contracts';
import type { OpenSideSocket, SideSocket } from '../../data/side-socket';
import type { LaneOrder, LaneRun, LaneSink, Update } from './lane-run';

const ID = 'lane';
const MICROS_PER_MS = 1_000;

/** What else wants to know of the connection of this lane. */
export interface SocketWatcher {
  /** Token that makes the server show the next connection; null if it gives none. */
  token(): Promise<string | null>;
  opened(socket: SideSocket): void;
  closed(): void;
}

/**
 * WebSocket: one upgrade, then frames in both directions. Each frame is answered with a credit, as the dashboard does.
 */
export function socketLane(base: string, open: OpenSideSocket, watcher: SocketWatcher): LaneRun {
  return (order, sink) => {
    let socket: SideSocket | undefined;
    let isStopped = false;
    void watcher.token().then((tap) => {
      if (isStopped) return;
      sink.asked();
      const query = tap === null ? { lane: order.lane } : { lane: order.lane, tap };
      socket = open(base, query, {
        up: (line) => {
          watcher.opened(line);
          subscribe(line, order, sink);
        },
        frame: (head, bytes) => {
          socket?.emit('credit', { frames: 1 });
          take(head, bytes, order, sink);
        },
        down: (reason) => {
          watcher.closed();
          sink.failed({ code: 'closed', message: reason });
        },
      });
    });
    return () => {
      isStopped = true;
      if (!socket) return;
      socket.close();
      watcher.closed();
    };
  };
}

function subscribe(socket: SideSocket, { series, cursor }: LaneOrder, sink: LaneSink): void {
  const resume = cursor === null ? {} : { cursor };
  const request: Subscribe = {
    id: ID,
    series: [series],
    mode: 'every',
    tickMs: 0,
    encoding: 'columns',
    ...resume,
  };
  socket.emit('subscribe', request, (answer) => {
    if (answer.ok) {
      sink.opened();
      return;
    }
    socket.close();
    const [code = '', message = ''] = answer.error.split(': ', 2);
    sink.failed({ code, message });
  });
}

function take(head: FrameHead, bytes: Uint8Array, { cursor: from }: LaneOrder, sink: LaneSink): void {
  const decoded = decodeColumns(bytes);
  if (!decoded.ok) return;
  const { cursor, part } = head;
  sink.took({
    updates: updatesOf(decoded.columns),
    cursor,
    begins: part === 'snapshot' && from === null,
    missed: 0,
  });
}

function updatesOf(columns: Columns): Update[] {
  return Array.from({ length: columns.count }, (_, row) => {
    const value = columns.value[row] ?? NaN;
    const isText = ((columns.flags[row] ?? 0) & TEXT) !== 0;
    const t = (columns.t[row] ?? NaN) / MICROS_PER_MS;
    return { t, value: isText ? (columns.texts[value] ?? '') : value };
  });
}
