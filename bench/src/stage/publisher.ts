import type { PublishOrder } from '../peers/publisher.ts';
import { Peer } from './peer.ts';

/** The process that publishes. */
export class Publisher {
  readonly #peer: Peer;

  private constructor(peer: Peer) {
    this.#peer = peer;
  }

  /** Connects to the broker on `port` of this machine. */
  static async start(port: number): Promise<Publisher> {
    const peer = await Peer.start('publisher');
    await peer.call('open', { port });
    return new Publisher(peer);
  }

  /** Resolves when the broker has taken all messages, with the seconds that it took. */
  publish(order: PublishOrder): Promise<number> {
    return this.#peer.call('publish', order) as Promise<number>;
  }

  /** Ends the publishing under way; resolves to how many messages it has sent. */
  async stop(): Promise<number> {
    await this.#peer.call('stop');
    return (await this.#peer.call('sent')) as number;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#peer[Symbol.asyncDispose]();
  }
}
