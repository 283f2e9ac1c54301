import type { FrameHead } from '@sensorium/contracts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFrame } from './frame-packet.js';
import { onQuickCredit } from './quick-credit.js';

const HEAD: FrameHead = { id: 'größe "1"', cursor: '0.e.5', time: 1_000.5, part: 'readings' };

let server: Server;
let url: string;
const clients: Socket[] = [];

beforeEach(async () => {
  const http = createServer().listen(0, '127.0.0.1');
  server = new Server(http, { perMessageDeflate: false });
  await once(http, 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/live`;
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await server.close();
});

async function connect(
  transport: 'websocket' | 'polling',
): Promise<{ client: Socket; socket: ServerSocket }> {
  const arrived = once(server.of('/live'), 'connection');
  const client = io(url, { transports: [transport], forceNew: true, reconnection: false });
  clients.push(client);
  const [socket] = (await arrived) as [ServerSocket];
  if (!client.connected) await new Promise<void>((resolve) => client.once('connect', resolve));
  return { client, socket };
}

/** Lengths whose headers have 7, 16 and 64 bits. */
const LENGTHS = [0, 1, 125, 126, 65_535, 65_536, 300_000];

function columnsOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i % 251);
}

it.each(['websocket', 'polling'] as const)('a frame comes as from emit, over %s', async (transport) => {
  const { client, socket } = await connect(transport);
  const got: { head: FrameHead; columns: Uint8Array }[] = [];
  client.on('frame', (head: FrameHead, columns: Uint8Array) => got.push({ head, columns }));
  for (const length of LENGTHS) {
    writeFrame(socket.conn, { ...HEAD }, columnsOf(length));
    socket.emit('frame', HEAD, columnsOf(length));
  }
  await expect.poll(() => got.length).toBe(2 * LENGTHS.length);
  expect(got.map(({ head }) => head)).toEqual(got.map(() => HEAD));
  expect(got.map(({ columns }) => Buffer.from(columns))).toEqual(
    LENGTHS.flatMap((length) => [columnsOf(length), columnsOf(length)]).map((columns) =>
      Buffer.from(columns),
    ),
  );
});

/** A connection that keeps what it is given to write. */
function recorder(): {
  written: (string | Uint8Array)[];
  transport: { name: string };
  write: (d: Uint8Array) => void;
} {
  const written: (string | Uint8Array)[] = [];
  return { written, transport: { name: 'websocket' }, write: (data) => written.push(data) };
}

it('is one and the same run of bytes for all with the same head, another for others', () => {
  const [one, equal, other] = [recorder(), recorder(), recorder()];
  const columns = columnsOf(10);
  writeFrame(one, HEAD, columns);
  writeFrame(equal, HEAD, columns);
  writeFrame(other, { ...HEAD, id: 'other' }, columns);
  expect(one.written).toHaveLength(1);
  expect(equal.written[0]).toBe(one.written[0]);
  expect(Buffer.from(other.written[0] as Uint8Array).includes('"id":"other"')).toBe(true);
});

it('a credit of one frame is taken out of the connection, once; every other event goes its way', async () => {
  const { client, socket } = await connect('websocket');
  let quick = 0;
  const usual: unknown[][] = [];
  const stop = onQuickCredit(socket.conn, () => (quick += 1));
  socket.onAny((...event: unknown[]) => usual.push(event.filter((part) => typeof part !== 'function')));
  socket.on('credit', (_body: unknown, ack?: (answer: string) => void) => ack?.('taken'));
  client.emit('credit', { frames: 1 });
  client.emit('credit', { frames: 2 });
  expect(await client.emitWithAck('credit', { frames: 1 })).toBe('taken');
  expect([quick, usual]).toEqual([
    1,
    [
      ['credit', { frames: 2 }],
      ['credit', { frames: 1 }],
    ],
  ]);
  stop();
  client.emit('credit', { frames: 1 });
  await expect.poll(() => usual.length).toBe(3);
  expect(quick).toBe(1);
});
