import { LIVE_NAMESPACE } from '@sensorium/contracts';

/** What is used of a connection of Engine.IO. */
interface Connection {
  on(event: 'packet', listener: (packet: Packet) => void): unknown;
  off(event: 'packet', listener: (packet: Packet) => void): unknown;
}

interface Packet {
  type: string;
  data?: unknown;
}

/** `credit {frames: 1}` without an acknowledgement, as a packet of Socket.IO 5. */
const CREDIT = `2${LIVE_NAMESPACE},["credit",{"frames":1}]`;

/**
 * Calls `credit` for each credit of one frame, until the result is called. One comes with every frame of every viewer,
 * and its way through the decoder and dispatcher of Socket.IO costs as much as sending the frame; so it is taken out
 * where packets come in: as a `noop` it goes no further. All else, other writings of a credit included, goes its usual
 * way.
 */
export function onQuickCredit(connection: object, credit: () => void): () => void {
  const conn = connection as Connection;
  const listener = (packet: Packet): void => {
    if (packet.data !== CREDIT || packet.type !== 'message') return;
    packet.type = 'noop';
    credit();
  };
  conn.on('packet', listener);
  return () => void conn.off('packet', listener);
}
