import { LIVE_NAMESPACE, type FrameHead } from '@sensorium/contracts';

/** What is used of a connection of Engine.IO, of which its types keep the frames that are ready private. */
interface Connection {
  transport: { name: string };
  write(data: string | Uint8Array, options: { compress: boolean; wsPreEncodedFrame?: Uint8Array[] }): unknown;
}

/** A binary event as Socket.IO 5 has it: a text with one place for an attachment, and the attachment. */
interface Packet {
  text: string;
  attachment: Uint8Array;
  /** Both as WebSocket frames, one after the other. */
  frames: Uint8Array;
}

/** Opcodes and the bit of a last frame (RFC 6455, section 5.2). */
const TEXT = 0x81;
const BINARY = 0x82;

/** Type of an Engine.IO packet that is a message, which texts begin with over WebSocket. */
const MESSAGE = '4';

/** Heads are shared by those who get the same frame: its packet is made once for all of them. */
const packets = new WeakMap<FrameHead, Packet>();

/**
 * Sends the event `frame`, as `socket.emit` does, byte for byte. Over WebSocket it is written at once, whole: encoding
 * it and its system calls for each viewer cost several times what is left.
 */
export function writeFrame(connection: object, head: FrameHead, columns: Uint8Array): void {
  const conn = connection as Connection;
  const { text, attachment, frames } = packetOf(head, columns);
  if (conn.transport.name === 'websocket') {
    conn.write(frames, { compress: false, wsPreEncodedFrame: [frames] });
    return;
  }
  conn.write(text, { compress: false });
  conn.write(attachment, { compress: false });
}

function packetOf(head: FrameHead, columns: Uint8Array): Packet {
  const known = packets.get(head);
  if (known) return known;
  const event = JSON.stringify(['frame', head, { _placeholder: true, num: 0 }]);
  const text = `51-${LIVE_NAMESPACE},${event}`;
  const attachment = Buffer.from(columns.buffer, columns.byteOffset, columns.byteLength);
  const message = Buffer.from(MESSAGE + text);
  const frames = Buffer.concat([
    frameHeader(TEXT, message.length),
    message,
    frameHeader(BINARY, attachment.length),
    attachment,
  ]);
  const packet = { text, attachment, frames };
  packets.set(head, packet);
  return packet;
}

/** Header of an unmasked frame: its length in 7, 16 or 64 bits. */
function frameHeader(first: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, length]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10, first);
  if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
    return header;
  }
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
