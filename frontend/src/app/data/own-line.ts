import { HttpCarrier } from './live-http';
import { LiveHub } from './live-hub';
import { LiveLine } from './live-line';
import { openSocket } from './live-socket';

/**
 * The line of this browser, open while somebody has joined, to the server that pages at `base` came from, shared by all
 * who join.
 */
export function lineOf(base: string): LiveHub {
  const line = new LiveLine(
    (transport, handlers) =>
      transport === 'websocket' || transport === 'polling'
        ? openSocket(base, transport, handlers)
        : new HttpCarrier(base, transport, handlers),
    { monotonic: () => performance.now(), chance: Math.random },
  );
  return new LiveHub(line, () => performance.now());
}
