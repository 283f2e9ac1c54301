import type { Hello } from '@sensorium/contracts';
import { waitBefore } from './back-off';
import type { Transport } from './connection';
import { ShortLives, rungsAbove, rungsToTry } from './ladder';
import type { Carrier, CarrierHandlers, LivePort, OpenCarrier, PageEvents, Traffic } from './live-port';

/** What is not up by then never comes up, ms. */
const UP_WITHIN_MS = 5_000;

/** On a lower transport a better one is tried after so long, then after ever longer, ms. */
const CLIMB_MS = 15_000;
const CLIMB_MOST_MS = 240_000;

const TRAFFIC_EVERY_MS = 1_000;

/** Clock and chance: tests have their own. `monotonic`: ms of a clock that only runs forward. */
export interface LineRules {
  monotonic(): number;
  chance(): number;
}

interface Listeners {
  events?: PageEvents;
  up(transport: Transport): void;
  down(): void;
  attempt(): void;
  traffic(traffic: Traffic): void;
}

const ignore = (): void => undefined;

/**
 * The line to the server over whatever can carry it: goes down the ladder when a transport is blocked, climbs back up
 * by itself, and tries again with a wait that grows when nothing answers.
 */
export class LiveLine implements LivePort {
  readonly #heard: Listeners = { up: ignore, down: ignore, attempt: ignore, traffic: ignore };
  readonly #lives = new ShortLives();
  /** What carries the line, or what is tried now. */
  #carrier: Carrier | null = null;
  #probe: Carrier | null = null;
  #rung: Transport = 'websocket';
  #upSince: number | null = null;
  #failures = 0;
  #climbMs = CLIMB_MS;
  readonly #traffic = { bytes: 0, frames: 0 };
  #wait: ReturnType<typeof setTimeout> | undefined;
  #climb: ReturnType<typeof setTimeout> | undefined;
  #meter: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly openCarrier: OpenCarrier,
    readonly rules: LineRules,
  ) {}

  listen(handlers: PageEvents): void {
    this.#heard.events = handlers;
  }
  onUp(handler: (transport: Transport) => void): void {
    this.#heard.up = handler;
  }
  onDown(handler: () => void): void {
    this.#heard.down = handler;
  }
  onAttempt(handler: () => void): void {
    this.#heard.attempt = handler;
  }
  onTraffic(handler: (traffic: Traffic) => void): void {
    this.#heard.traffic = handler;
  }

  emit: LivePort['emit'] = (event, ...args) => {
    if (this.#upSince !== null) this.#carrier?.emit(event, ...args);
  };

  open(): void {
    this.#meter = setInterval(() => {
      if (this.#upSince !== null) this.#heard.traffic({ ...this.#traffic });
    }, TRAFFIC_EVERY_MS);
    this.#attempt();
  }

  retry(): void {
    if (this.#carrier) return;
    clearTimeout(this.#wait);
    this.#heard.attempt();
    this.#attempt();
  }

  close(): void {
    clearTimeout(this.#wait);
    clearInterval(this.#meter);
    this.#rest();
    this.#carrier?.close();
    this.#carrier = null;
    this.#upSince = null;
  }

  #attempt(): void {
    this.#try(rungsToTry(this.#rung, this.#failures));
  }

  /** Tries one transport after the other; when none is left it waits. */
  #try([rung, ...others]: readonly Transport[]): void {
    if (rung === undefined) {
      this.#carrier = null;
      this.#failures += 1;
      this.#later();
      return;
    }
    this.#carrier = this.#start(rung, {
      up: (carrier, hello) => {
        this.#won(carrier, rung, hello);
      },
      failed: () => {
        this.#try(others);
      },
    });
  }

  /** Opens a carrier that must be up in time; until then it either comes up or fails, once. */
  #start(
    rung: Transport,
    fate: { up: (carrier: Carrier, hello: Hello) => void; failed: () => void },
  ): Carrier {
    let isUp = false;
    const fail = (): void => {
      clearTimeout(late);
      carrier.close();
      if (isUp) this.#dropped(carrier);
      else fate.failed();
    };
    const late = setTimeout(fail, UP_WITHIN_MS);
    const carrier = this.openCarrier(rung, {
      ...this.#events(() => carrier),
      up: (hello) => {
        clearTimeout(late);
        isUp = true;
        fate.up(carrier, hello);
      },
      down: fail,
    });
    return {
      emit: carrier.emit,
      close: () => {
        clearTimeout(late);
        carrier.close();
      },
    };
  }

  /** Only what carries the line is heard; `own` is who speaks. */
  #events(own: () => Carrier): Pick<CarrierHandlers, 'news' | 'frame' | 'bytes'> {
    const speaks = (): boolean => this.#upSince !== null && this.#carrier === own();
    return {
      news: (event, payload) => {
        if (speaks()) (this.#heard.events?.[event] as ((payload: unknown) => void) | undefined)?.(payload);
      },
      frame: (head, bytes) => {
        if (!speaks()) return;
        this.#traffic.frames += 1;
        this.#heard.events?.frame(head, bytes);
      },
      bytes: (count) => {
        this.#traffic.bytes += count;
      },
    };
  }

  #won(carrier: Carrier, rung: Transport, hello: Hello): void {
    this.#rest();
    this.#carrier = carrier;
    this.#rung = rung;
    this.#upSince = this.rules.monotonic();
    this.#failures = 0;
    this.#heard.events?.hello(hello);
    this.#heard.up(rung);
    if (rung === 'websocket') this.#climbMs = CLIMB_MS;
    else this.#climbLater();
  }

  #dropped(carrier: Carrier): void {
    if (this.#carrier !== carrier) return;
    const lived = this.rules.monotonic() - (this.#upSince ?? 0);
    this.#rung = this.#lives.after(this.#rung, lived);
    this.#carrier = null;
    this.#upSince = null;
    this.#rest();
    this.#heard.down();
    this.#later();
  }

  #later(): void {
    const wait = waitBefore(this.#failures, this.rules.chance());
    this.#wait = setTimeout(() => {
      this.retry();
    }, wait);
  }

  /** Stops what goes on beside the line. */
  #rest(): void {
    clearTimeout(this.#climb);
    this.#probe?.close();
    this.#probe = null;
  }

  #climbLater(): void {
    this.#climb = setTimeout(() => {
      this.#climbMs = Math.min(CLIMB_MOST_MS, this.#climbMs * 2);
      this.#climbTo(rungsAbove(this.#rung));
    }, this.#climbMs);
  }

  /** Tries the better transports beside the line, which goes on until one of them is up. */
  #climbTo([rung, ...others]: readonly Transport[]): void {
    if (rung === undefined) {
      this.#probe = null;
      this.#climbLater();
      return;
    }
    this.#probe = this.#start(rung, {
      up: (carrier, hello) => {
        this.#probe = null;
        this.#carrier?.close();
        this.#won(carrier, rung, hello);
      },
      failed: () => {
        this.#climbTo(others);
      },
    });
  }
}
