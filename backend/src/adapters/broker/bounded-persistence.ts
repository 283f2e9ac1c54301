import type { AedesPublishPacket, Client } from 'aedes';
import AsyncPersistence from 'aedes-persistence/asyncPersistence.js';
import type { Refusal } from './packet-scanner.js';

/** Bounds of what the embedded broker keeps in memory. */
export interface PersistenceBounds {
  retainedTopics: number;
  retainedBytes: number;
  /** Messages that wait for one client. */
  queuedPerClient: number;
  /** Payload bytes that wait for all clients together. */
  queuedBytes: number;
}

/** The broker's memory with bounds: at a bound the new message is not kept, and `refused` hears of it. */
export class BoundedPersistence extends AsyncPersistence {
  private readonly retained = new Map<string, number>();
  private readonly queued = new Map<string, number>();
  private retainedBytes = 0;
  private queuedBytes = 0;

  constructor(
    private readonly bounds: PersistenceBounds,
    private readonly refused: (refusal: Refusal, who: string) => void,
  ) {
    super();
  }

  get retainedTopics(): number {
    return this.retained.size;
  }

  override async storeRetained(packet: AedesPublishPacket): Promise<void> {
    const before = this.retained.get(packet.topic) ?? 0;
    const bytes = packet.payload.length;
    const full = !this.retained.has(packet.topic) && this.retained.size >= this.bounds.retainedTopics;
    if (bytes > 0 && (full || this.retainedBytes - before + bytes > this.bounds.retainedBytes)) {
      this.refused({ reason: 'retained-full', what: packet.topic }, 'a retained message');
      return;
    }
    this.retainedBytes += bytes - before;
    if (bytes === 0) this.retained.delete(packet.topic);
    else this.retained.set(packet.topic, bytes);
    await super.storeRetained(packet);
  }

  override async outgoingEnqueueCombi(
    subs: { clientId: string }[],
    packet: AedesPublishPacket,
  ): Promise<void> {
    const taken = subs.filter((sub) => this.admit(sub.clientId, packet.payload.length));
    await super.outgoingEnqueueCombi(taken, packet);
  }

  override async outgoingEnqueue(sub: { clientId: string }, packet: AedesPublishPacket): Promise<void> {
    if (this.admit(sub.clientId, packet.payload.length)) await super.outgoingEnqueue(sub, packet);
  }

  override async outgoingClearMessageId(
    client: Pick<Client, 'id'>,
    packet: { messageId?: number },
  ): Promise<unknown> {
    const cleared = await super.outgoingClearMessageId(client, packet);
    if (cleared) this.release(client.id, (cleared as AedesPublishPacket).payload.length);
    return cleared;
  }

  /** Forgets a session that nobody came back for: its subscriptions and all that waits for it. */
  async forget(clientId: string): Promise<void> {
    const client = { id: clientId };
    await this.cleanSubscriptions(client);
    for await (const packet of this.outgoingStream(client)) {
      await this.outgoingClearMessageId(client, packet as { messageId?: number });
    }
  }

  private admit(clientId: string, bytes: number): boolean {
    const waiting = this.queued.get(clientId) ?? 0;
    if (waiting >= this.bounds.queuedPerClient || this.queuedBytes + bytes > this.bounds.queuedBytes) {
      this.refused({ reason: 'queue-full', what: `${waiting} messages wait for it` }, `client ${clientId}`);
      return false;
    }
    this.queued.set(clientId, waiting + 1);
    this.queuedBytes += bytes;
    return true;
  }

  private release(clientId: string, bytes: number): void {
    const waiting = (this.queued.get(clientId) ?? 1) - 1;
    if (waiting > 0) this.queued.set(clientId, waiting);
    else this.queued.delete(clientId);
    this.queuedBytes = Math.max(0, this.queuedBytes - bytes);
  }
}
