import type { FrameHead, Hello, SeriesEntry } from '@sensorium/contracts';
import type { Transport } from './connection';
import { HubStreams } from './hub-streams';
import { HubTab, type Delivery } from './hub-tab';
import type { HubMessage, NewsMessage, TabMessage } from './live-messages';
import type { LivePort } from './live-port';

/** What a tab that has joined can do. */
export interface Joined {
  hear: (message: TabMessage) => void;
  leave: () => void;
}

/**
 * Shares one line among the tabs of a browser; what they ask for is the {@link HubStreams}'. A tab that does not draw
 * holds up nobody: it is told nothing more, and asks to go on when it draws again.
 */
export class LiveHub {
  readonly #tabs = new Set<HubTab>();
  readonly #streams: HubStreams;
  readonly #series = new Map<number, SeriesEntry>();
  #transport: Transport | null = null;
  #hello: { event: Hello; at: number } | null = null;

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(
    readonly port: LivePort,
    readonly monotonic: () => number,
  ) {
    this.#streams = new HubStreams(port, (...message) => this.#tell(...message));
    this.#followLine();
    this.#followEvents();
  }

  /** A tab comes, and with the first one the line; `tell` gets what it is told, in order. */
  join(tell: (message: HubMessage) => void): Joined {
    const tab = new HubTab(tell, () => {
      this.port.emit('credit', { frames: 1 });
    });
    if (this.#tabs.size === 0) this.port.open();
    this.#tabs.add(tab);
    this.#greet(tab);
    return {
      hear: (message) => {
        if (this.#tabs.has(tab)) this.#hear(tab, message);
      },
      leave: () => {
        this.#leave(tab);
      },
    };
  }

  /** The last one to leave closes the line. */
  #leave(tab: HubTab): void {
    if (!this.#tabs.delete(tab)) return;
    this.#dismiss(tab);
    if (this.#tabs.size > 0) return;
    this.port.close();
    this.#transport = null;
    this.#streams.forget();
  }

  #followLine(): void {
    this.port.onUp((transport) => {
      this.#transport = transport;
      this.#streams.forget();
      this.#tellAll({ type: 'up', transport });
    });
    this.port.onDown(() => {
      this.#transport = null;
      this.#streams.forget();
      this.#tellAll({ type: 'down' });
    });
    this.port.onAttempt(() => {
      this.#tellAll({ type: 'attempt' });
    });
    this.port.onTraffic((traffic) => {
      this.#tellAll({ type: 'traffic', traffic });
    });
  }

  #followEvents(): void {
    const news = (event: NewsMessage['event']) => (payload: NewsMessage['payload']) => {
      this.#tellAll({ type: 'news', event, payload } as NewsMessage);
    };
    this.port.listen({
      hello: (event) => {
        this.#series.clear();
        this.#hello = { event, at: this.monotonic() };
        this.#tellAll({ type: 'news', event: 'hello', payload: event });
      },
      series: (entries) => {
        for (const entry of entries) this.#series.set(entry.n, entry);
        this.#tellAll({ type: 'news', event: 'series', payload: entries });
      },
      frame: (head, bytes) => {
        this.#frame(head, bytes);
      },
      pace: (event) => {
        for (const { tab, id } of this.#streams.membersOf(event.id))
          this.#tell(tab, { type: 'news', event: 'pace', payload: { ...event, id } });
      },
      devices: (event) => {
        this.#tellDevices({ type: 'news', event: 'devices', payload: event });
      },
      link: news('link'),
      history: news('history'),
      alert: (event) => {
        this.#streams.alertCursor = event.cursor === '' ? undefined : event.cursor;
        this.#tellAll({ type: 'news', event: 'alert', payload: event });
      },
      told: news('told'),
      presence: news('presence'),
      notice: news('notice'),
    });
  }

  #hear(tab: HubTab, message: TabMessage): void {
    switch (message.type) {
      case 'subscribe':
        if (this.#transport !== null && !tab.asleep)
          this.#streams.subscribe(tab, message.request, message.ask);
        return;
      case 'unsubscribe':
        this.#streams.remove(tab, message.id);
        return;
      case 'credit':
        if (tab.drew(message.frames)) this.#greet(tab);
        return;
      case 'retry':
        this.port.retry();
    }
  }

  /** How the line stands, for a tab that comes or wakes. */
  #greet(tab: HubTab): void {
    if (this.#transport === null || !this.#hello) {
      this.#tell(tab, { type: 'down' });
      return;
    }
    const { event, at } = this.#hello;
    const payload = { ...event, time: event.time + this.monotonic() - at };
    this.#tell(tab, { type: 'news', event: 'hello', payload });
    if (this.#series.size > 0)
      this.#tell(tab, { type: 'news', event: 'series', payload: [...this.#series.values()] });
    this.#tell(tab, { type: 'up', transport: this.#transport });
  }

  /** One tab alone says itself when it can take more; of several none waits for another. */
  #frame(head: FrameHead, bytes: Uint8Array): void {
    const isShared = this.#tabs.size > 1;
    if (isShared) this.port.emit('credit', { frames: 1 });
    this.#streams.frame(head, bytes, { waiting: 0, credited: isShared, at: this.monotonic() });
  }

  /** What takes the place of all devices is for who begins alone; what adds to them does not harm the others. */
  #tellDevices(message: Extract<NewsMessage, { event: 'devices' }>): void {
    const beginners = message.payload.full ? this.#streams.beginners() : null;
    if (!beginners) this.#tellAll(message);
    else for (const { tab } of beginners) this.#tell(tab, message);
  }

  #tellAll(message: HubMessage): void {
    for (const tab of this.#tabs) this.#tell(tab, message);
  }

  /** Says something to a tab; false if it sleeps. One that falls asleep is no member of anything. */
  #tell(tab: HubTab, message: HubMessage, delivery?: Delivery): boolean {
    const wasAsleep = tab.asleep;
    if (tab.say(message, this.monotonic(), delivery)) return true;
    if (!wasAsleep) this.#dismiss(tab);
    return false;
  }

  #dismiss(tab: HubTab): void {
    tab.release();
    this.#streams.removeAll(tab);
  }
}
