import { once } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import { LatencyLog, type SENT } from './latency-log.ts';
import { serve } from './serve.ts';

/** Viewers of the relay in one process. */

const log = new LatencyLog();
const sockets: WebSocket[] = [];

serve({
  async open({ url, count }: { url: string; count: number }): Promise<void> {
    for (let place = 0; place < count; place++) {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.on('message', note);
      await once(socket, 'open');
      sockets.push(socket);
    }
  },
  close(): void {
    for (const socket of sockets.splice(0)) socket.close();
  },
  reset: () => log.reset(),
  latency: () => log.read(),
});

function note(data: RawData): void {
  const text = data instanceof Buffer ? data.toString() : '{}';
  const { sent } = JSON.parse(text) as { [SENT]?: number };
  if (sent !== undefined) log.note(sent);
}
