import { nativeTopics } from '@sensorium/contracts';
import type { Published } from '../ledger/ledger.ts';
import { END, SEQUENCE } from '../ledger/names.ts';
import { machineMs, pause } from '../measure/clock.ts';
import { LedgerConnection, type ProtocolVersion } from './ledger-connection.ts';
import { serve } from './serve.ts';

/** What `start` is asked for. */
export interface LedgerOrder {
  port: number;
  version: ProtocolVersion;
  devices: number;
  /** Messages a second of all devices together, evenly. */
  rate: number;
  /** With own times, without, or (undefined) every second device. */
  ownTime: boolean | undefined;
}

/** What the publisher noted, device by device. */
export interface LedgerReport {
  devices: Published[];
  /** Acknowledged with a reason: nobody subscribed (16), or refused. They count as not acknowledged. */
  refused: number;
}

const END_TAG = -1;

const PACE_MS = 2;
const RETRY_MS = 50;

/** Messages that one turn sends at most after a pause. */
const BURST = 500;

/** Publishes numbered messages and logs each one that the broker acknowledges. */
class Ledger {
  readonly #order: LedgerOrder;
  readonly #devices: Published[];
  readonly #running: Promise<void>;
  #connection: LedgerConnection | undefined;
  #sent = 0;
  #refused = 0;
  #stopping = false;
  #endTaken = false;

  constructor(order: LedgerOrder) {
    this.#order = order;
    this.#devices = Array.from({ length: order.devices }, (_, place) => deviceOf(order, place));
    this.#running = this.#run();
  }

  get sent(): number {
    return this.#sent;
  }

  /** Ends publishing; resolves when no answer is outstanding any more. */
  async stop(): Promise<LedgerReport> {
    this.#stopping = true;
    await this.#running;
    while ((this.#connection?.underWay ?? 0) > 0) await pause(PACE_MS);
    return { devices: this.#devices, refused: this.#refused };
  }

  /** Publishes the last message, until the broker has acknowledged it. */
  async end(): Promise<void> {
    while (!this.#endTaken) {
      const connection = await this.#connected();
      connection.send(nativeTopics(END.device).telemetry, `{"${END.metric}":1}`, END_TAG);
      while (connection.underWay > 0) await pause(PACE_MS);
    }
    this.#connection?.close();
  }

  async #run(): Promise<void> {
    const began = machineMs();
    const { rate } = this.#order;
    while (!this.#stopping) {
      const connection = await this.#connected();
      const due = ((machineMs() - began) * rate) / 1_000;
      const goal = Math.min(due, this.#sent + BURST);
      while (this.#sent < goal && connection.hasRoom) this.#sendNext(connection);
      await pause(PACE_MS);
    }
  }

  async #connected(): Promise<LedgerConnection> {
    const { port, version } = this.#order;
    while (this.#connection?.isOpen !== true) {
      this.#connection = await LedgerConnection.open(port, version, this.#taken).catch(() => undefined);
      if (!this.#connection) await pause(RETRY_MS);
    }
    return this.#connection;
  }

  #sendNext(connection: LedgerConnection): void {
    const tag = this.#sent++;
    const device = this.#devices[tag % this.#devices.length];
    if (!device) return;
    const seq = device.sent++;
    if (seq === device.acknowledgedAt.length) device.acknowledgedAt = doubled(device.acknowledgedAt);
    connection.send(nativeTopics(device.device).telemetry, payloadOf(device, seq), tag);
  }

  readonly #taken = (tag: number, reason: number): void => {
    if (tag === END_TAG) {
      this.#endTaken = reason === 0;
      return;
    }
    if (reason !== 0) this.#refused += 1;
    const log = this.#devices[tag % this.#devices.length]?.acknowledgedAt;
    if (log && reason === 0) log[Math.floor(tag / this.#devices.length)] = machineMs();
  };
}

function deviceOf({ devices, rate, ownTime }: LedgerOrder, place: number): Published {
  const isOwn = ownTime ?? place % 2 === 0;
  return {
    device: `kill-${String(place).padStart(3, '0')}`,
    sent: 0,
    acknowledgedAt: new Float64Array(1_024),
    times: isOwn ? { first: Date.now(), step: Math.max(1, Math.floor((devices * 1_000) / rate)) } : null,
  };
}

function payloadOf({ times }: Published, seq: number): string {
  if (!times) return `{"${SEQUENCE}":${seq}}`;
  return `{"ts":${times.first + seq * times.step},"values":{"${SEQUENCE}":${seq}}}`;
}

function doubled(log: Float64Array): Float64Array {
  const larger = new Float64Array(log.length * 2);
  larger.set(log);
  return larger;
}

let ledger: Ledger | undefined;

serve({
  start(order: LedgerOrder): void {
    ledger = new Ledger(order);
  },
  sent: () => ledger?.sent ?? 0,
  stop: () => ledger?.stop(),
  end: () => ledger?.end(),
});
