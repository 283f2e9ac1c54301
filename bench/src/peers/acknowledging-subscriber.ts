import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import { emptyRows, RowAppender } from './row-appender.ts';
import { serve } from './serve.ts';

/** When a message is acknowledged: as it comes, together after the commit that holds them, or each after its own. */
export type AckMode = 'on receipt' | 'after commit' | 'one commit a message';

/** What `open` is asked for. */
export interface SubscriberOrder {
  url: string;
  file: string;
  mode: AckMode;
}

/** What `count` answers. */
export interface SubscriberCounts {
  messages: number;
  /** Messages whose rows are durable. */
  durable: number;
  commits: number;
  /** Most messages that were acknowledged and not durable at one moment. */
  atRisk: number;
}

/** A subscriber that decodes a little, appends to DuckDB, and acknowledges in one of three ways. */

const RECEIVE_MAXIMUM = 32_768;
const COMMIT_MS = 200;
const ROWS_PER_COMMIT = 20_000;
const ROWS_MAX = 200_000;

const counts: SubscriberCounts = { messages: 0, durable: 0, commits: 0, atRisk: 0 };
const rows = emptyRows(ROWS_MAX);
const numbers = new Map<string, number>();
let appender: RowAppender | undefined;
let timer: NodeJS.Timeout | undefined;
let held: number[] = [];

serve({
  async open({ url, file, mode }: SubscriberOrder): Promise<void> {
    appender = await RowAppender.open(file);
    const client = await connectAsync(url, {
      protocolVersion: 5,
      clientId: 'bench-acknowledging',
      log: () => undefined,
      properties: { receiveMaximum: RECEIVE_MAXIMUM },
    });
    if (mode === 'after commit') holdAcknowledgements(client);
    const commitNow = () => commit(mode === 'after commit' ? client : undefined);
    client.handleMessage = (packet: IPublishPacket, done) => {
      take(packet.topic, packet.payload);
      if (mode === 'one commit a message') commitNow();
      else if (rows.count >= ROWS_PER_COMMIT) commitNow();
      else timer ??= setTimeout(commitNow, COMMIT_MS);
      if (mode === 'on receipt') counts.atRisk = Math.max(counts.atRisk, counts.messages - counts.durable);
      done();
    };
    await client.subscribeAsync('#', { qos: 1 });
  },
  count: () => counts,
});

function take(topic: string, payload: string | Buffer): void {
  const values = JSON.parse(payload.toString()) as Record<string, number>;
  const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1_000));
  for (const [metric, value] of Object.entries(values)) {
    const at = rows.count++;
    rows.series[at] = numberOf(`${topic}/${metric}`);
    rows.t[at] = now;
    rows.value[at] = value;
  }
  counts.messages += 1;
}

function numberOf(name: string): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

/** Makes all rows durable, and gives the acknowledgements that were held. */
function commit(client: MqttClient | undefined): void {
  clearTimeout(timer);
  timer = undefined;
  appender?.commit(rows);
  rows.count = 0;
  counts.commits += 1;
  counts.durable = counts.messages;
  const ids = held;
  held = [];
  if (client && ids.length > 0) client.stream.write(Buffer.concat(ids.map(acknowledgement)));
}

function acknowledgement(id: number): Buffer {
  return Buffer.of(0x40, 2, id >> 8, id & 0xff);
}

/** The way of all packets out of the client, which its types keep private. */
interface Sending {
  _sendPacket: (packet: { cmd: string; messageId?: number }, done?: () => void, ...rest: unknown[]) => void;
}

function holdAcknowledgements(client: MqttClient): void {
  const sending = client as unknown as Sending;
  const send = sending._sendPacket.bind(client);
  sending._sendPacket = (packet, done, ...rest) => {
    if (packet.cmd !== 'puback' || packet.messageId === undefined) {
      send(packet, done, ...rest);
      return;
    }
    held.push(packet.messageId);
    done?.();
  };
}
