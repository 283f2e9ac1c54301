import { lastNumber, missingOf, type GapCount, type ReconnectRun } from '../measure/reconnect-run.ts';
import { deviceId, NUMBER } from './messages.ts';
import { ReturningClient } from './returning-client.ts';
import { serve } from './serve.ts';

/** What `open` is asked for. */
export interface ReturningOrder {
  url: string;
  clients: number;
  devices: number;
}

/** What `state` answers: when each client that is live became so (ms of the machine's clock), and how. */
export interface ReturningState extends Pick<ReconnectRun, 'attempts' | 'resumed' | 'fetched'> {
  liveAt: number[];
}

/** Clients that watch one device each, through restarts of the backend. */

const OPENING = 50;

let devices = 0;
let clients: ReturningClient[] = [];

serve({
  async open(order: ReturningOrder): Promise<void> {
    ({ devices } = order);
    clients = Array.from(
      { length: order.clients },
      (_, place) => new ReturningClient(order.url, `${deviceId(place % devices)}/${NUMBER}`),
    );
    for (let place = 0; place < clients.length; place += OPENING)
      await Promise.all(clients.slice(place, place + OPENING).map((client) => client.begin()));
  },
  mark(): void {
    for (const client of clients) client.mark();
  },
  state(): ReturningState {
    const count = (resumed: ReturningClient['resumed']) =>
      clients.filter((client) => client.liveAt !== undefined && client.resumed === resumed).length;
    return {
      liveAt: clients.flatMap(({ liveAt }) => liveAt ?? []),
      attempts: clients.reduce((sum, { attempts }) => sum + attempts, 0),
      resumed: { memory: count('memory'), history: count('history'), anew: count(null) },
      fetched: clients.filter(({ hasFetched }) => hasFetched).length,
    };
  },
  /** What is missing after `sent` messages. */
  gaps(sent: number): GapCount {
    const found = { clients: clients.length, expected: 0, missing: 0, double: 0 };
    for (const [place, { seen, double }] of clients.entries()) {
      const [first, last] = [Math.min(...seen), lastNumber(sent, devices, place % devices)];
      found.expected += Math.max(0, last - first + 1);
      found.missing += missingOf(seen, first, last);
      found.double += double;
    }
    return found;
  },
  close(): void {
    for (const client of clients) client.close();
  },
});
