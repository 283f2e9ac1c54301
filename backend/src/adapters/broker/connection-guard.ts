import type { Socket } from 'node:net';
import type { BrokerBounds } from './broker-bounds.js';
import { PacketScanner, type PacketJudge, type Refusal } from './packet-scanner.js';

const CONNECT = 1;

/** What a client may send (MQTT 3.1.1 section 2.2.1); all other types are the broker's, or reserved. */
const FROM_CLIENTS: ReadonlySet<number> = new Set([CONNECT, 3, 4, 5, 6, 7, 8, 10, 12, 14]);

/**
 * Ends the connection as soon as it announces a packet that is too large or that may not come: of its body no more is
 * held than came in the same chunk, and that goes with the connection. To be called after the broker has begun to read
 * by `readable` and `read()`: from then on Node emits `data` inside `read()`, so that we see each chunk before the
 * broker does and never make it flow.
 */
export function guardConnection(
  socket: Socket,
  bounds: Pick<BrokerBounds, 'packetBytes' | 'connectBytes'>,
  refused: (refusal: Refusal) => void,
): void {
  const scanner = new PacketScanner(packetJudge(bounds));
  const scan = (chunk: Buffer) => {
    const refusal = scanner.scan(chunk);
    if (!refusal) return;
    socket.off('data', scan);
    refused(refusal);
    socket.destroy();
  };
  socket.on('data', scan);
}

/** Judges the packets of one connection: the first must be a CONNECT (MQTT 3.1.1 section 3.1, [MQTT-3.1.0-1]). */
export function packetJudge(bounds: Pick<BrokerBounds, 'packetBytes' | 'connectBytes'>): PacketJudge {
  let first = true;
  return (type, bytes) => {
    const misplaced = first ? type !== CONNECT : !FROM_CLIENTS.has(type);
    first = false;
    if (misplaced) return { reason: 'malformed-packet', what: `a packet of type ${type} at its place` };
    const most = type === CONNECT ? bounds.connectBytes : bounds.packetBytes;
    if (bytes <= most) return undefined;
    return { reason: 'packet-too-large', what: `a packet of ${bytes} bytes announced, ${most} are taken` };
  };
}
