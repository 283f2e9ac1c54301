import { CONTRACT_VERSION } from '@sensorium/contracts';
import type {
  DevicesEvent,
  Hello,
  HistoryEvent,
  LinkEvent,
  Notice,
  Pace,
  PresenceEvent,
} from '@sensorium/contracts';
import { computed, signal } from '@angular/core';
import type { AlertSink } from './alerts-store';
import { connectionAfter, type Connection, type ConnectionEvent } from './connection';
import type { LivePort, Traffic } from './live-port';
import { Subscriptions, type Attention, type FrameTaker, type LiveFrame } from './subscriptions';
import { WireSeries } from './wire-series';

/** Pace of the fleet, ms: four frames a second are as much as an eye follows over many values. */
const FLEET_TICK_MS = 250;

/** How series are watched: at most one batch in `tickMs`; `width`: px of the widest chart that they are drawn on. */
interface Wish {
  tickMs: number;
  width: number;
}

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
  readonly #paces = signal<ReadonlyMap<string, Pace>>(new Map());
  #traffic: Traffic = { bytes: 0, frames: 0 };

  readonly connection;
  /** The server speaks another version of the contract: the page should be loaded again. */
  readonly newVersion = this.#newVersion.asReadonly();
  /** Why the server refused the subscription, in its words; null while it did not. */
  readonly refusal = this.#refusal.asReadonly();
  /** The newest thing that the server says to a person. */
  readonly notice = this.#notice.asReadonly();
  /** How the subscription that is furthest behind stands; null while none is behind. */
  readonly pace = computed(() => furthestBehind([...this.#paces().values()]));
  /** True while readings that were missed come. */
  readonly catchingUp;

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(
    readonly port: LivePort,
    readonly sink: LiveSink,
    readonly alerts: AlertSink,
    readonly monotonic: () => number,
  ) {
    this.#connection = signal<Connection>({ state: 'connecting', since: monotonic(), attempt: 1 });
    this.connection = this.#connection.asReadonly();
    this.#subscriptions = new Subscriptions(port, this.#series, monotonic, () => alerts.alertCursor);
    this.catchingUp = computed(() => this.#subscriptions.catchingUp().size > 0);
    this.#askForFleet();
    this.#followLine();
    this.#followEvents();
  }

  /** What has come over the line so far. */
  get traffic(): Traffic {
    return this.#traffic;
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
  watch(series: readonly string[], taker: FrameTaker, { tickMs, width }: Wish): () => void {
    const id = `watch-${++this.#watches}`;
    const end = this.#subscriptions.add({ id, series: [...series], mode: 'every', tickMs, width }, taker);
    return () => {
      this.#keepPace({ id, shown: 0, offered: 0, behindMs: 0 });
      end();
    };
  }

  /** Asks for less while nobody looks at the page. */
  attend(attention: Attention): void {
    this.#subscriptions.attend(attention);
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
    this.port.onAttempt(() => {
      this.#happen({ type: 'attempted' });
    });
    this.port.onDown(() => {
      this.#happen({ type: 'dropped' });
      this.#paces.set(new Map());
      this.#subscriptions.pause();
    });
    this.port.onTraffic((traffic) => {
      this.#traffic = traffic;
    });
  }

  #followEvents(): void {
    const { port, sink, alerts } = this;
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
      pace: (event) => {
        this.#keepPace(event);
      },
      alert: (event) => {
        alerts.takeAlerts(event);
      },
      told: (event) => {
        alerts.takeTold(event);
      },
    });
  }

  #keepPace(pace: Pace): void {
    const paces = new Map(this.#paces());
    if (pace.behindMs > 0) paces.set(pace.id, pace);
    else if (!paces.delete(pace.id)) return;
    this.#paces.set(paces);
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

function furthestBehind(paces: readonly Pace[]): Pace | null {
  return paces.reduce<Pace | null>((most, one) => (most && most.behindMs >= one.behindMs ? most : one), null);
}
