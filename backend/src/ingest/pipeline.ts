import type { DeviceMeta, IngestReceipt, Rejection, RejectReason } from '@sensorium/contracts';
import {
  decode,
  decodeFor,
  EMPTY_DECODE_STATE,
  type DecodeState,
  type Fact,
  type Message,
  type Outcome,
} from '@sensorium/domain/decode';
import type { EventLog } from './event-log.js';
import { keepMessage } from './kept-message.js';
import { rejectAll, type ReadingsStage } from './readings-stage.js';
import type { Registry } from './registry.js';
import type { RejectionLog } from './rejection-log.js';
import type { SiteList } from './site-list.js';
import type { TrackedDevice } from './tracked.js';

/** Rejections that a receipt names; all are counted. */
const REJECTIONS_NAMED = 100;

/** A message with the name of its source, and when we received it (µs). */
interface Origin extends Message {
  source: string;
  now: number;
}

/**
 * The way of one message, from bytes to rows of the batch:
 * decode -> identify -> by what the fact is: readings (settle the time, kind and series, note the arrival,
 * append), availability, description. What a stage does not take is counted under its reason and goes no
 * further.
 */
export class Pipeline {
  messages = 0;
  readings = 0;
  ignored = 0;
  private state: DecodeState = EMPTY_DECODE_STATE;

  constructor(
    private readonly registry: Registry,
    private readonly stage: ReadingsStage,
    private readonly rejections: RejectionLog,
    private readonly sites: SiteList,
    private readonly log: EventLog,
  ) {}

  /** Takes one MQTT message of `source`, received at `now` (µs). Never throws. */
  take(source: string, message: Message, now: number): void {
    this.follow(decode(this.state, message, now), { ...message, source, now });
  }

  /** Takes one native payload of a named device, as the HTTP route hands it in. */
  takeFor(source: string, device: string, payload: Uint8Array, now: number): IngestReceipt {
    const origin = { source, topic: `http:${device}`, payload, retained: false, now };
    return this.follow(decodeFor(this.state, device, payload), origin);
  }

  private follow(outcome: Outcome, origin: Origin): IngestReceipt {
    this.messages += 1;
    if (outcome.kind === 'ignored') {
      this.ignored += 1;
      return { accepted: 0, rejected: [] };
    }
    if (outcome.kind === 'rejected') return this.receipt(0, [{ path: '', reason: outcome.reason }], origin);
    this.state = outcome.state;
    const rejected = [...outcome.rejected];
    let accepted = 0;
    for (const fact of outcome.facts) accepted += this.apply(fact, origin, rejected);
    this.readings += accepted;
    return this.receipt(accepted, rejected, origin);
  }

  private receipt(accepted: number, rejected: Rejection[], { topic, payload, now }: Origin): IngestReceipt {
    for (const { reason } of rejected) this.rejections.note(reason as RejectReason, topic, payload, now);
    return { accepted, rejected: rejected.slice(0, REJECTIONS_NAMED) };
  }

  private apply(fact: Fact, origin: Origin, rejected: Rejection[]): number {
    const device = this.identify(fact, origin, rejected);
    if (!device) return 0;
    keepMessage(device, origin);
    switch (fact.type) {
      case 'readings':
        return this.stage.take(device, fact, origin, rejected);
      case 'availability':
        device.saidOnline = fact.online;
        device.heardSince = false;
        this.registry.changes.unsavedYet(device);
        return 0;
      case 'description':
        this.describe(device, fact.meta, origin.now);
        return 0;
      case 'reply':
      case 'removal':
        return 0;
    }
  }

  /** The device of a fact, made now if it is new and the fact holds something to keep. */
  private identify(fact: Fact, origin: Origin, rejected: Rejection[]): TrackedDevice | undefined {
    const { source, retained, now } = origin;
    const known = this.registry.known(source, fact.device);
    if (known) return known;
    const reasons = fact.type === 'readings' ? rejectAll(fact) : undefined;
    if (reasons) {
      rejected.push(...reasons);
      return undefined;
    }
    const made = this.registry.make(source, fact.device, retained, now);
    if (typeof made !== 'string') {
      this.log.note({ code: 'first-seen' }, made, now);
      return made;
    }
    if (made !== 'deleted') rejected.push({ path: '', reason: made });
    return undefined;
  }

  private describe(device: TrackedDevice, meta: DeviceMeta, now: number): void {
    if (JSON.stringify(meta) === JSON.stringify(device.meta)) return;
    if (device.meta) this.log.note({ code: 'described' }, device, now);
    this.registry.describe(device, meta);
    if (meta.site !== undefined) this.sites.mention(meta.site, meta.zone);
  }
}
