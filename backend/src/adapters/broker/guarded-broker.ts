import { Aedes, type AedesOptions, type Client } from 'aedes';
import { createServer, type Server } from 'node:net';
import { RefusedError, refusalOf } from './aedes-refusals.js';
import { BoundedPersistence } from './bounded-persistence.js';
import type { BrokerBounds } from './broker-bounds.js';
import { guardConnection } from './connection-guard.js';
import { DoorShutError, type Door } from './door.js';
import type { Refusal } from './packet-scanner.js';

/** Hears of each refusal; `who` names the client as far as it is known. */
export type Refused = (refusal: Refusal, who: string) => void;

/** The embedded broker (MQTT 3.1.1) with its bounds, and the server that is to listen for it. */
export interface GuardedBroker {
  server: Server;
  /** Forgets the sessions that nobody came back for; `now` in ms of `performance.now()`. */
  forgetAbandoned(now: number): Promise<void>;
  /** Ends the connections of all clients that are not ours. */
  sendAway(): void;
  close(): Promise<void>;
}

/** Builds the broker; each connection that it ends for a fault of the client is counted once. */
export async function createGuardedBroker(
  bounds: BrokerBounds,
  door: Door,
  refused: Refused,
): Promise<GuardedBroker> {
  const persistence = new BoundedPersistence(bounds, refused);
  const ours = new WeakSet<Client>();
  const broker = await Aedes.createBroker(brokerOptions(bounds, persistence, { door, ours }));
  const counted = new WeakSet<Client>();
  const count = (client: Client, refusal: Refusal | undefined, who: string) => {
    if (!refusal || counted.has(client)) return;
    counted.add(client);
    refused(refusal, who);
  };
  const server = createServer((socket) => {
    const address = `${socket.remoteAddress ?? '?'} port ${socket.remotePort ?? '?'}`;
    socket.setNoDelay(true);
    const client = broker.handle(socket);
    const who = () => (client.id ? `client ${client.id} at ${address}` : address);
    guardConnection(socket, bounds, (refusal) => count(client, refusal, who()));
    client.on('error', (error) => count(client, refusalOf(error), who()));
  });
  server.maxConnections = bounds.connections;
  server.on('drop', (dropped) => {
    const what = `${bounds.connections} connections are open`;
    refused({ reason: 'too-many-clients', what }, dropped?.remoteAddress ?? 'somebody');
  });
  const forgetAbandoned = forgetter(broker, persistence, bounds.sessionExpiryMs);
  const clients = new Set<Client>();
  broker.on('clientReady', (client: Client) => clients.add(client));
  broker.on('clientDisconnect', (client: Client) => clients.delete(client));
  const sendAway = () => {
    for (const client of clients) if (!ours.has(client)) client.close();
  };
  return { server, forgetAbandoned, sendAway, close: () => new Promise((done) => broker.close(done)) };
}

function brokerOptions(
  bounds: BrokerBounds,
  persistence: BoundedPersistence,
  { door, ours }: { door: Door; ours: WeakSet<Client> },
): AedesOptions {
  return {
    persistence,
    concurrency: 1_000,
    connectTimeout: bounds.connectMs,
    maxTopicLevels: bounds.topicLevels,
    preConnect: (_client, packet, done) => {
      const refusal = packet.will && willRefusal(packet.will.topic, bounds.topicLevels);
      done(refusal ? new RefusedError(refusal) : null, !refusal);
    },
    authenticate: (client, _username, password, done) => {
      if (!door.admits(password)) {
        done(new DoorShutError(), false);
        return;
      }
      if (door.isOurs(password)) ours.add(client);
      // The types of aedes do not say that the client knows its broker.
      const { connectedClients } = (client as Client & { broker: Aedes }).broker;
      if (connectedClients < bounds.clients) done(null, true);
      else done(tooManyClients(connectedClients), false);
    },
  };
}

/** Answered by a CONNACK, so that the client hears why (MQTT 3.1.1 section 3.2.2.3, return code 3). */
function tooManyClients(clients: number): RefusedError {
  return new RefusedError({ reason: 'too-many-clients', what: `${clients} clients are connected` });
}

/** A will is published when nobody is there to hear that it may not be: it is judged at CONNECT (section 3.1.3.2). */
function willRefusal(topic: string, levels: number): Refusal | undefined {
  const what = 'the topic of its will';
  if (topic.startsWith('$SYS/')) return { reason: 'reserved-topic', what };
  if (topic === '' || /[#+]/.test(topic)) return { reason: 'bad-topic', what };
  return topic.split('/', levels + 1).length > levels ? { reason: 'topic-too-deep', what } : undefined;
}

/** Remembers since when nobody is there for a session (MQTT 3.1.1 section 4.1), and ends those that are too old. */
function forgetter(
  broker: Aedes,
  persistence: BoundedPersistence,
  expiryMs: number,
): (now: number) => Promise<void> {
  const abandoned = new Map<string, number>();
  broker.on('clientReady', (client: Client) => abandoned.delete(client.id));
  broker.on('clientDisconnect', (client: Client) => {
    if (!client.clean) abandoned.set(client.id, performance.now());
  });
  return async (now) => {
    for (const [id, since] of abandoned) {
      if (since > now - expiryMs) continue;
      abandoned.delete(id);
      await persistence.forget(id);
    }
  };
}
