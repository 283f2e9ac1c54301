/** The package types only its factory; this names the class behind it, as far as it is used here. */
declare module 'aedes-persistence/asyncPersistence.js' {
  import type { AedesPublishPacket, Client } from 'aedes';
  import type { Readable } from 'node:stream';

  export default class AsyncPersistence {
    storeRetained(packet: AedesPublishPacket): Promise<void>;
    outgoingEnqueueCombi(subs: { clientId: string }[], packet: AedesPublishPacket): Promise<void>;
    outgoingEnqueue(sub: { clientId: string }, packet: AedesPublishPacket): Promise<void>;
    outgoingClearMessageId(client: Pick<Client, 'id'>, packet: { messageId?: number }): Promise<unknown>;
    outgoingStream(client: Pick<Client, 'id'>): Readable;
    cleanSubscriptions(client: Pick<Client, 'id'>): Promise<unknown>;
  }
}
