import type { Socket } from 'node:net';

/** Hears the bytes of a socket as they pass. Must not keep the chunks, only copies. */
export interface WireObserver {
  received(chunk: Buffer): void;
  sent(chunk: Buffer): void;
}

type Write = (chunk: unknown, encoding: BufferEncoding, done: (error?: Error | null) => void) => void;
type WriteMany = (chunks: { chunk: unknown; encoding: BufferEncoding }[], done: () => void) => void;

/** The two methods below a stream of Node that hand its bytes to the system, in their order. */
interface Writing {
  _write: Write;
  _writev?: WriteMany;
}

/**
 * Shows the observer every byte that passes from now on; returns what ends that. Received bytes are the chunks of
 * the socket's own 'data' event, taken before anybody else has them. Node's HTTP parser usually reads past that
 * event; the first listener makes it read by the event, which is the way that Node has for upgrades. Sent bytes are
 * what the stream hands to the system (`_write`, `_writev`): after all buffering, in the order of the wire.
 */
export function observe(socket: Socket, observer: WireObserver): () => void {
  const received = (chunk: Buffer) => {
    observer.received(chunk);
  };
  socket.prependListener('data', received);
  const writing: Writing = socket;
  const { _write: write, _writev: writeMany } = writing;
  writing._write = (chunk, encoding, done) => {
    observer.sent(bytesOf(chunk, encoding));
    write.call(socket, chunk, encoding, done);
  };
  writing._writev = (chunks, done) => {
    for (const { chunk, encoding } of chunks) observer.sent(bytesOf(chunk, encoding));
    writeMany?.call(socket, chunks, done);
  };
  return () => {
    socket.off('data', received);
    // The methods of the class come back to light.
    Reflect.deleteProperty(socket, '_write');
    Reflect.deleteProperty(socket, '_writev');
  };
}

function bytesOf(chunk: unknown, encoding: BufferEncoding): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : Buffer.alloc(0);
}
