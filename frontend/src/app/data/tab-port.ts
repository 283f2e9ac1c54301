import type { Ack, ClientEvents } from '@sensorium/contracts';
import type { LivePort, PageEvents, Traffic } from './live-port';
import type { HubMessage, OpenChannel, TabChannel } from './live-messages';
import type { Transport } from './connection';

const ignore = (): void => undefined;

/** The line as one tab sees it: what it says and hears goes through a channel to who holds the line. */
export class TabPort implements LivePort {
  #events: PageEvents | undefined;
  #up: (transport: Transport) => void = ignore;
  #down = ignore;
  #attempt = ignore;
  #traffic: (traffic: Traffic) => void = ignore;
  #channel: TabChannel | null = null;
  readonly #asks = new Map<number, (answer: Ack) => void>();
  #lastAsk = 0;

  constructor(readonly openChannel: OpenChannel) {}

  listen(handlers: PageEvents): void {
    this.#events = handlers;
  }
  onUp(handler: (transport: Transport) => void): void {
    this.#up = handler;
  }
  onDown(handler: () => void): void {
    this.#down = handler;
  }
  onAttempt(handler: () => void): void {
    this.#attempt = handler;
  }
  onTraffic(handler: (traffic: Traffic) => void): void {
    this.#traffic = handler;
  }

  emit<E extends keyof ClientEvents>(event: E, ...args: Parameters<ClientEvents[E]>): void {
    const [request, ack] = args as [never, ((answer: Ack) => void)?];
    switch (event) {
      case 'subscribe':
        if (ack) this.#asks.set(++this.#lastAsk, ack);
        this.#channel?.send({ type: 'subscribe', ask: this.#lastAsk, request });
        return;
      case 'unsubscribe':
        this.#channel?.send({ type: 'unsubscribe', id: (request as { id: string }).id });
        return;
      default:
        this.#channel?.send({ type: 'credit', frames: (request as { frames: number }).frames });
    }
  }

  open(): void {
    this.#channel ??= this.openChannel((message) => {
      this.#hear(message);
    });
  }

  retry(): void {
    this.#channel?.send({ type: 'retry' });
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }

  #hear(message: HubMessage): void {
    switch (message.type) {
      case 'news':
        (this.#events?.[message.event] as ((payload: unknown) => void) | undefined)?.(message.payload);
        return;
      case 'frame':
        this.#events?.frame(message.head, message.bytes);
        return;
      case 'answer':
        this.#asks.get(message.ask)?.(message.answer);
        this.#asks.delete(message.ask);
        return;
      case 'up':
        this.#asks.clear();
        this.#up(message.transport);
        return;
      case 'down':
        this.#asks.clear();
        this.#down();
        return;
      case 'attempt':
        this.#attempt();
        return;
      case 'traffic':
        this.#traffic(message.traffic);
    }
  }
}
