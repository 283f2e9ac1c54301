import type { Backlog } from './viewer.js';

/** What is used of a connection of Engine.IO: its packets that wait, which its types keep private. */
interface Connection {
  writeBuffer: readonly { data?: string | ArrayBuffer | Uint8Array }[];
}

/** What waits for a connection of Socket.IO, beyond what its transport is writing. */
export function backlogOf(connection: object): Backlog {
  const { writeBuffer } = connection as Connection;
  let bytes = 0;
  let largest = 0;
  for (const { data } of writeBuffer) {
    const size = data === undefined ? 0 : Buffer.byteLength(data);
    bytes += size;
    largest = Math.max(largest, size);
  }
  return { packets: writeBuffer.length, bytes, largest };
}
