import type { DeviceMeta, IngestReceipt, Rejection, RejectReason } from '@sensorium/contracts';
import {
  decode,
  decodeFor,
  EMPTY_DECODE_STATE,
  genericKeysOf,
  type DecodeRequest,
  type DecodeState,
  type DescriptionFact,
  type DeviceKey,
  type Fact,
  type Message,
  type Outcome,
  type ReadingsFact,
} from '@sensorium/domain/decode';
import { assumeTime, sameAssumption } from './assumed-time.js';
import { describe } from './device-edits.js';
import type { EventLog } from './event-log.js';
import { keepMessage } from './kept-message.js';
import { mergeMeta, statedUnits } from './merged-meta.js';
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
  /** All that the message says is about one device. */
  isOfOne?: boolean;
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
  /** Says what MQTT messages mean. */
  decode: typeof decode = decode;
  /** Gets what decoders want published, and when they asked (µs). */
  requested: (requests: readonly DecodeRequest[], now: number) => void = () => undefined;
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
    this.follow(this.decode(this.state, message, now), { ...message, source, now });
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
    origin.isOfOne = outcome.facts.every(({ device }) => device.id === outcome.facts[0]?.device.id);
    let accepted = 0;
    for (const fact of outcome.facts) accepted += this.apply(fact, origin, rejected);
    if (outcome.requests.length > 0) this.requested(outcome.requests, origin.now);
    this.readings += accepted;
    return this.receipt(accepted, rejected, origin);
  }

  private receipt(accepted: number, rejected: Rejection[], { topic, payload, now }: Origin): IngestReceipt {
    for (const { reason, path } of rejected)
      this.rejections.note({ reason: reason as RejectReason, path }, topic, payload, now);
    return { accepted, rejected: rejected.slice(0, REJECTIONS_NAMED) };
  }

  private apply(fact: Fact, origin: Origin, rejected: Rejection[]): number {
    const device = this.deviceOf(fact, origin, rejected);
    if (!device) return 0;
    keepMessage(device, origin);
    switch (fact.type) {
      case 'readings':
        return this.takeReadings(device, fact, origin, rejected);
      case 'availability':
        this.saidAvailability(device, fact.online, origin.now);
        return 0;
      case 'description':
        this.takeDescription(device, fact, origin);
        return 0;
      case 'removal':
        this.saidAvailability(device, false, origin.now);
        return 0;
      case 'reply':
        return 0;
    }
  }

  /** The device of a fact, made now if it is new and the fact holds something to keep: one that left is none. */
  private deviceOf(fact: Fact, origin: Origin, rejected: Rejection[]): TrackedDevice | undefined {
    const known = this.registry.known(origin.source, fact.device) ?? this.adopt(fact.device, origin);
    if (known || fact.type === 'removal') return known;
    const reasons = fact.type === 'readings' ? rejectAll(fact) : undefined;
    if (!reasons) return this.make(fact.device, origin, rejected);
    rejected.push(...reasons);
    return undefined;
  }

  private make(
    key: DeviceKey,
    { source, retained, now }: Origin,
    rejected: Rejection[],
  ): TrackedDevice | undefined {
    const made = this.registry.make(source, key, retained, now);
    if (typeof made !== 'string') {
      this.log.note({ code: 'first-seen' }, made, now);
      return made;
    }
    if (made !== 'deleted') rejected.push({ path: '', reason: made });
    return undefined;
  }

  /** A device that the generic rule found on this topic, before its dialect was known. */
  private adopt(key: DeviceKey, { source, topic, isOfOne }: Origin): TrackedDevice | undefined {
    if (isOfOne !== true || key.dialect === 'generic' || key.dialect === 'native') return undefined;
    return this.registry.adopt(source, key, genericKeysOf(topic));
  }

  private takeReadings(
    device: TrackedDevice,
    fact: ReadingsFact,
    origin: Origin,
    rejected: Rejection[],
  ): number {
    const units = statedUnits(device.meta, fact);
    if (units) this.describe(device, mergeMeta(device.meta, units), origin.now);
    const zone = () => device.meta?.zone ?? this.sites.zoneOf(describe(device).site);
    const { stamp, assumption } = assumeTime(fact, zone);
    if (!sameAssumption(assumption, device.clockAssumption)) {
      device.clockAssumption = assumption;
      this.registry.changes.changed(device);
    }
    return this.stage.take(device, stamp === fact.stamp ? fact : { ...fact, stamp }, origin, rejected);
  }

  private saidAvailability(device: TrackedDevice, online: boolean, now: number): void {
    device.saidOnline = online;
    device.saidAt = now;
    device.heardSince = false;
    const { changes } = this.registry;
    changes.unsavedYet(device);
    for (const child of device.children) changes.presenceSaid(child);
  }

  private takeDescription(
    device: TrackedDevice,
    { meta, mode, parent: key }: DescriptionFact,
    origin: Origin,
  ): void {
    this.describe(device, mode === 'merge' ? mergeMeta(device.meta, meta) : meta, origin.now);
    if (!key) return;
    const parent = this.registry.known(origin.source, key) ?? this.make(key, origin, []);
    if (parent) this.registry.setParent(device, parent);
  }

  private describe(device: TrackedDevice, meta: DeviceMeta, now: number): void {
    if (JSON.stringify(meta) === JSON.stringify(device.meta)) return;
    if (device.meta) this.log.note({ code: 'described' }, device, now);
    this.registry.describe(device, meta);
    if (meta.site !== undefined) this.sites.mention(meta.site, meta.zone);
  }
}
