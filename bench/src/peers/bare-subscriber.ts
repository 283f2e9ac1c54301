import { connectAsync } from 'mqtt';
import { serve } from './serve.ts';

/**
 * The peer that the budget of `ingest` names: the `mqtt` package with its defaults, QoS 1, JSON parsed, and
 * nothing done with it. It may have as many messages under way as the backend, which only helps it.
 */

const RECEIVE_MAXIMUM = 10_000;

let messages = 0;
let metrics = 0;

serve({
  async open({ url }: { url: string }): Promise<void> {
    const client = await connectAsync(url, {
      protocolVersion: 5,
      clientId: 'bench-bare',
      properties: { receiveMaximum: RECEIVE_MAXIMUM },
    });
    client.on('message', (_topic, payload) => {
      const value = JSON.parse(payload.toString()) as object;
      messages += 1;
      metrics += 'pressure' in value ? 1 : 0;
    });
    await client.subscribeAsync('#', { qos: 1 });
  },
  count: () => ({ messages, metrics }),
});
