import { connectAsync } from 'mqtt';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { serve } from './serve.ts';

/** The least that brings messages of a broker to a browser: each goes on to everyone as it comes. */

serve({
  async open({ url }: { url: string }): Promise<{ port: number }> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    await once(server, 'listening');
    const client = await connectAsync(url, { protocolVersion: 5, clientId: 'bench-relay' });
    client.on('message', (_topic, payload) => {
      for (const viewer of server.clients) {
        if (viewer.readyState === WebSocket.OPEN) viewer.send(payload, { binary: false });
      }
    });
    await client.subscribeAsync('#', { qos: 1 });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the relay does not listen');
    return { port: address.port };
  },
});
