import { LIVE_NAMESPACE } from '@sensorium/contracts';
import type { ClientEvents, ServerEvents } from '@sensorium/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Carrier, CarrierHandlers, NewsEvents } from './live-port';
import type { SideSocket, SideSocketHandlers } from './side-socket';

const NEWS: ReadonlySet<string> = new Set<keyof NewsEvents>([
  'alert',
  'devices',
  'history',
  'link',
  'notice',
  'pace',
  'presence',
  'series',
  'told',
]);

/** A connection that does not open in this time (ms) does not open at all: the ladder goes on. */
const OPENS_IN_MS = 8_000;

type LiveSocket = Socket<ServerEvents, ClientEvents>;

/**
 * One connection over Socket.IO, by WebSocket or by its long polling, to the server that the page came from. `base`:
 * where the page stands, `document.baseURI`; the socket's path is relative to it, so a page below a path prefix finds
 * its server. It neither tries again nor changes its transport: that is the line's.
 */
export function openSocket(
  base: string,
  transport: 'websocket' | 'polling',
  handlers: CarrierHandlers,
): Carrier {
  const socket: LiveSocket = io(new URL(LIVE_NAMESPACE, base).href, {
    path: new URL('socket.io/', base).pathname,
    transports: [transport],
    upgrade: false,
    reconnection: false,
    forceNew: true,
    autoConnect: false,
    timeout: OPENS_IN_MS,
  });
  follow(socket, handlers);
  socket.connect();
  return {
    emit: (event, ...args) => {
      if (socket.connected) socket.emit(event, ...args);
    },
    close: () => {
      socket.off();
      socket.offAny();
      socket.io.off();
      socket.disconnect();
    },
  };
}

function follow(socket: LiveSocket, handlers: CarrierHandlers): void {
  socket.on('hello', (event) => handlers.up(event));
  socket.on('frame', (head, columns) => handlers.frame(head, bytesOf(columns)));
  socket.on('disconnect', () => handlers.down());
  socket.on('connect_error', () => handlers.down());
  socket.onAny((event: string, payload: unknown) => {
    if (isNews(event)) handlers.news(event, payload as never);
  });
  socket.io.on('open', () => {
    socket.io.engine.on('data', (data: string | ArrayBuffer) => {
      handlers.bytes(typeof data === 'string' ? data.length : data.byteLength);
    });
  });
}

function isNews(event: string): event is keyof NewsEvents {
  return NEWS.has(event);
}

/** Browsers bring binary data as an ArrayBuffer, Node as bytes. */
function bytesOf(data: Uint8Array | ArrayBuffer): Uint8Array {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

/** Opens a WebSocket connection beside the line, for whoever wants to look at one: see {@link SideSocket}. */
export function openSideSocket(
  base: string,
  query: Readonly<Record<string, string>>,
  handlers: SideSocketHandlers,
): SideSocket {
  const socket: LiveSocket = io(new URL(LIVE_NAMESPACE, base).href, {
    path: new URL('socket.io/', base).pathname,
    transports: ['websocket'],
    query: { ...query },
    reconnection: false,
    forceNew: true,
  });
  const side: SideSocket = {
    emit: (event, ...args) => {
      if (socket.connected) socket.emit(event, ...args);
    },
    close: () => {
      socket.off();
      socket.disconnect();
    },
  };
  socket.on('connect', () => handlers.up(side));
  socket.on('frame', (head, columns) => handlers.frame(head, bytesOf(columns)));
  socket.on('disconnect', (reason) => handlers.down(reason));
  socket.on('connect_error', ({ message }) => handlers.down(message));
  return side;
}
