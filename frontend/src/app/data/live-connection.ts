import { CONTRACT_VERSION } from '@sensorium/contracts';
import type {
  Ack,
  DevicesEvent,
  Hello,
  LinkEvent,
  Notice,
  PresenceEvent,
  Readings,
  Snapshot,
} from '@sensorium/contracts';
import { signal } from '@angular/core';
import { connectionAfter, type Connection, type ConnectionEvent } from './connection';
import type { LivePort } from './live-port';

/** Wait before trying again after the server itself has closed the line, ms, plus up to as much at random. */
const REFUSED_WAIT_MS = 2000;

/** Who takes what comes over the line. */
export interface LiveSink {
  takeHello(event: Hello): void;
  takeDevices(event: DevicesEvent): void;
  takeLink(event: LinkEvent): void;
  takeSnapshot(event: Snapshot): void;
  takeReadings(event: Readings): void;
  takePresence(event: PresenceEvent): void;
}

/** Keeps the line to the server: subscribes, gives credit, tries again, and says how it stands. */
export class LiveConnection {
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
    this.#followLine();
    this.#followEvents();
  }

  start(): void {
    this.port.open();
  }

  /** Tries at once if the line is not up; asks anew if the server refused. */
  tryNow(): void {
    if (this.#connection().state === 'live') {
      if (this.#refusal() !== null) this.#subscribe();
      return;
    }
    this.#happen({ type: 'attempted' });
    this.port.retry();
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
      this.#subscribe();
    });
    this.port.onTransport((transport) => {
      this.#happen({ type: 'upgraded', transport });
    });
    this.port.onAttempt(() => {
      this.#happen({ type: 'attempted' });
    });
    this.port.onDown((final) => {
      this.#happen({ type: 'dropped' });
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
        sink.takeHello(event);
      },
      devices: (event) => {
        sink.takeDevices(event);
      },
      link: (event) => {
        sink.takeLink(event);
      },
      snapshot: (event) => {
        sink.takeSnapshot(event);
      },
      presence: (event) => {
        sink.takePresence(event);
      },
      readings: (event) => {
        sink.takeReadings(event);
        port.emit('credit', { frames: 1 });
      },
      notice: (event) => {
        this.#notice.set(event);
      },
    });
  }

  #subscribe(): void {
    this.#refusal.set(null);
    this.port.emit(
      'subscribe',
      { id: 'fleet', series: 'fleet', mode: 'latest', tickMs: 250 },
      (answer: Ack) => {
        if (!answer.ok) this.#refusal.set(answer.error);
      },
    );
  }
}
