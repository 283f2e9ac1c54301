import { CONTRACT_VERSION } from '@sensorium/contracts';
import type {
  DevicesEvent,
  Hello,
  HistoryEvent,
  LinkEvent,
  Notice,
  PresenceEvent,
} from '@sensorium/contracts';
import { signal } from '@angular/core';
import { connectionAfter, type Connection, type ConnectionEvent } from './connection';
import type { LivePort } from './live-port';
import { Subscriptions, type FrameTaker, type LiveFrame } from './subscriptions';
import { WireSeries } from './wire-series';

/** Wait before trying again after the server itself has closed the line, ms, plus up to as much at random. */
const REFUSED_WAIT_MS = 2000;

/** Pace of the fleet, ms: four frames a second are as much as an eye follows over many values. */
const FLEET_TICK_MS = 250;

/** Who takes what comes over the line. */
export interface LiveSink {
  takeHello(event: Hello): void;
  takeDevices(event: DevicesEvent): void;
  takeLink(event: LinkEvent): void;
  takeHistory(event: HistoryEvent): void;
  takeFrame(frame: LiveFrame): void;
  takePresence(event: PresenceEvent): void;
}

/** Keeps the line to the server: asks for the fleet, tries again, and says how it stands. */
export class LiveConnection {
  readonly #series = new WireSeries();
  readonly #subscriptions: Subscriptions;
  #watches = 0;
  readonly #connection;
  readonly #newVersion = signal(false);
  readonly #refusal = signal<string | null>(null);
  readonly #notice = signal<Notice | null>(null);

  readonly connection;
  /** The server speaks another version of the contract: the page should be loaded again. */
  readonly newVersion = this.#newVersion.asReadonly();
  /** Why the server refused the subscription, in its words; null while it did not. */
  readonly refusal = this.#refusal.asReadonly();
  /** The newest thing that the server says to a person. */
  readonly notice = this.#notice.asReadonly();

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(
    readonly port: LivePort,
    readonly sink: LiveSink,
    readonly monotonic: () => number,
  ) {
    this.#connection = signal<Connection>({ state: 'connecting', since: monotonic(), attempt: 1 });
    this.connection = this.#connection.asReadonly();
    this.#subscriptions = new Subscriptions(port, this.#series, monotonic);
    this.#askForFleet();
    this.#followLine();
    this.#followEvents();
  }

  start(): void {
    this.port.open();
  }

  /** Tries at once if the line is not up; asks anew if the server refused. */
  tryNow(): void {
    if (this.#connection().state === 'live') {
      if (this.#refusal() !== null) this.#renew();
      return;
    }
    this.#happen({ type: 'attempted' });
    this.port.retry();
  }

  /** Every reading of `series` for as long as the returned function is not called; see `Live.watch`. */
  watch(series: readonly string[], taker: FrameTaker, tickMs: number): () => void {
    const id = `watch-${++this.#watches}`;
    return this.#subscriptions.add({ id, series: [...series], mode: 'every', tickMs }, taker);
  }

  /** Slows the line down while nobody looks at the page. */
  hide(hidden: boolean): void {
    this.#subscriptions.hide(hidden);
  }

  /** To be called once a second: time alone turns "reconnecting" into "lost". */
  tick(): void {
    this.#happen({ type: 'ticked' });
  }

  #happen(event: ConnectionEvent): void {
    this.#connection.update((before) => connectionAfter(before, event, this.monotonic()));
  }

  #followLine(): void {
    this.port.onUp((transport) => {
      this.#happen({ type: 'connected', transport });
      this.#renew();
    });
    this.port.onTransport((transport) => {
      this.#happen({ type: 'upgraded', transport });
    });
    this.port.onAttempt(() => {
      this.#happen({ type: 'attempted' });
    });
    this.port.onDown((final) => {
      this.#happen({ type: 'dropped' });
      this.#subscriptions.pause();
      if (final)
        setTimeout(
          () => {
            this.tryNow();
          },
          REFUSED_WAIT_MS * (1 + Math.random()),
        );
    });
  }

  #followEvents(): void {
    const { port, sink } = this;
    port.listen({
      hello: (event) => {
        this.#newVersion.set(event.contract !== CONTRACT_VERSION);
        this.#series.clear();
        sink.takeHello(event);
      },
      devices: (event) => {
        sink.takeDevices(event);
      },
      link: (event) => {
        sink.takeLink(event);
      },
      history: (event) => {
        sink.takeHistory(event);
      },
      series: (entries) => {
        this.#series.take(entries);
      },
      frame: (head, bytes) => {
        this.#subscriptions.frame(head, bytes);
      },
      presence: (event) => {
        sink.takePresence(event);
      },
      notice: (event) => {
        this.#notice.set(event);
      },
    });
  }

  #renew(): void {
    this.#refusal.set(null);
    this.#subscriptions.renew();
  }

  #askForFleet(): void {
    const { sink } = this;
    this.#subscriptions.add(
      { id: 'fleet', series: 'fleet', mode: 'latest', tickMs: FLEET_TICK_MS },
      {
        take: (frame) => {
          sink.takeFrame(frame);
        },
        answered: (refusal) => {
          this.#refusal.set(refusal);
        },
      },
    );
  }
}
