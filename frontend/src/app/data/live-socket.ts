import { LIVE_NAMESPACE } from '@sensorium/contracts';
import type { ClientEvents, ServerEvents } from '@sensorium/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Transport } from './connection';
import type { LivePort } from './live-port';

type LiveSocket = Socket<ServerEvents, ClientEvents>;

/**
 * A live connection over Socket.IO to the server that the page came from. `base`: where the page stands,
 * `document.baseURI`; the socket's path is relative to it, so a page below a path prefix finds its server.
 */
export function openLiveSocket(base: string): LivePort {
  const socket: LiveSocket = io(new URL(LIVE_NAMESPACE, base).href, {
    path: new URL('socket.io/', base).pathname,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    timeout: 5000,
  });
  return { ...events(socket), ...control(socket) };
}

function events(
  socket: LiveSocket,
): Pick<LivePort, 'listen' | 'onUp' | 'onTransport' | 'onDown' | 'onAttempt'> {
  return {
    listen: (handlers) => {
      socket.on('hello', handlers.hello);
      socket.on('devices', handlers.devices);
      socket.on('link', handlers.link);
      socket.on('history', handlers.history);
      socket.on('series', handlers.series);
      socket.on('frame', (head, columns) => {
        handlers.frame(head, bytesOf(columns));
      });
      socket.on('presence', handlers.presence);
      socket.on('notice', handlers.notice);
    },
    onUp: (handler) => {
      socket.on('connect', () => {
        handler(transportOf(socket));
      });
    },
    onTransport: (handler) => {
      socket.io.on('open', () => {
        socket.io.engine.on('upgrade', () => {
          handler(transportOf(socket));
        });
      });
    },
    onDown: (handler) => {
      socket.on('disconnect', () => {
        handler(!socket.active);
      });
      socket.on('connect_error', () => {
        handler(!socket.active);
      });
    },
    onAttempt: (handler) => {
      socket.io.on('reconnect_attempt', handler);
    },
  };
}

function control(socket: LiveSocket): Pick<LivePort, 'emit' | 'open' | 'retry' | 'close'> {
  return {
    emit: (event, ...args) => {
      if (socket.connected) socket.emit(event, ...args);
    },
    open: () => {
      socket.connect();
    },
    retry: () => {
      if (!socket.connected) socket.disconnect().connect();
    },
    close: () => {
      socket.disconnect();
    },
  };
}

/** Browsers bring binary data as an ArrayBuffer, Node as bytes. */
function bytesOf(data: Uint8Array | ArrayBuffer): Uint8Array {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

function transportOf(socket: LiveSocket): Transport {
  return socket.io.engine.transport.name === 'websocket' ? 'websocket' : 'polling';
}
