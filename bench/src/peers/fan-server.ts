import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import type { FanWay } from '../measure/fanout-run.ts';
import { serve } from './serve.ts';

/** What `run` is asked for: so many things a second to everyone. */
export interface FanServerOrder {
  perSecond: number;
  /** Of a frame. */
  bytes: number;
}

/** The peers of the backend: each sends what it has ready, and gets nothing from anywhere. */

const PACE_MS = 5;

type Send = (bytes: Buffer) => void;

let send: Send = () => undefined;
let timer: NodeJS.Timeout | undefined;

serve({
  open: (way: Exclude<FanWay, 'backend'>): Promise<number> =>
    way === 'io.emit' ? openEmitting() : openBare(),
  run({ perSecond, bytes }: FanServerOrder): void {
    const frame = Buffer.alloc(bytes, 1);
    const began = performance.now();
    let sent = 0;
    timer = setInterval(() => {
      const due = ((performance.now() - began) * perSecond) / 1_000;
      for (; sent < due; sent++) send(frame);
    }, PACE_MS);
  },
  stop: () => clearInterval(timer),
});

/** Ready-made frames to every client of `ws`; what clients say is read and forgotten. */
async function openBare(): Promise<number> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket) => socket.on('message', () => undefined));
  send = (bytes) => {
    for (const client of server.clients) client.send(bytes);
  };
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** One event a reading to every client of Socket.IO, as most dashboards begin. */
async function openEmitting(): Promise<number> {
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  const live = io.of('/live');
  let number = 0;
  live.on('connection', (socket) => socket.emit('hello', {}));
  send = () => {
    live.emit('reading', {
      device: 'bench-0001',
      metric: 'air_temperature',
      t: Date.now(),
      received: Date.now(),
      value: (number++ % 1_000) / 10,
      quality: 'good',
    });
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
