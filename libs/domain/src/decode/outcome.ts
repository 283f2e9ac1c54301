import type { DeviceMeta, Rejection, RejectReason } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';

/** One message as it came from a broker or the HTTP route. The payload is only lent: keep no reference. */
export interface Message {
  topic: string;
  payload: Uint8Array;
  /** Sent because it was retained, not because it was published just now. */
  retained: boolean;
}

/** Name of a device within its source: who speaks (dialect), under which prefix (base), and its own id. */
export interface DeviceKey {
  dialect: string;
  base: string;
  id: string;
}

/** A value as the payload has it; the series decides what kind it becomes. */
export type RawValue = number | boolean | string;

/**
 * Values of one device at one time, as parallel lists. Without `stamp` the time is that of receipt, unless the
 * device stated a time without a zone: then it is `localStamp`, read in the device's zone where one is known.
 */
export interface ReadingsFact {
  type: 'readings';
  device: DeviceKey;
  stamp: Micros | undefined;
  metrics: string[];
  values: RawValue[];
  /** The device's wall clock as if it were UTC. */
  localStamp?: Micros | undefined;
  /** `stamp` was counted from the receipt, because the device states only how long ago. */
  relative?: boolean;
  /** Units that the message itself states, parallel to `metrics`. */
  units?: readonly (string | undefined)[];
}

/** The device, or the broker in its name, says that it is there or gone. */
export interface AvailabilityFact {
  type: 'availability';
  device: DeviceKey;
  online: boolean;
}

/**
 * What is said about a device. `replace` (the default) stands for all that was said before; `merge` adds to it,
 * metric by metric and field by field. `parent` is its gateway; undefined says nothing about that.
 */
export interface DescriptionFact {
  type: 'description';
  device: DeviceKey;
  meta: DeviceMeta;
  mode?: 'replace' | 'merge';
  parent?: DeviceKey | undefined;
}

/** Answer of a device to a command. */
export interface ReplyFact {
  type: 'reply';
  device: DeviceKey;
  command: string;
  status: 'accepted' | 'done' | 'refused';
  message: string | undefined;
}

/** The device was taken out of its network. */
export interface RemovalFact {
  type: 'removal';
  device: DeviceKey;
}

export type Fact = ReadingsFact | AvailabilityFact | DescriptionFact | ReplyFact | RemovalFact;

/** Something that the decoder wants published, such as a Sparkplug rebirth. Never retained. */
export interface DecodeRequest {
  topic: string;
  payload: Uint8Array;
}

/** Why a message says nothing to us without being wrong. */
export type IgnoreReason =
  | 'instance'
  | 'system-topic'
  /** Its retained message was deleted. */
  | 'cleared'
  /** Older than what was said since, such as the last will of a session that was replaced. */
  | 'outdated'
  /** Meant for the device, not from it. */
  | 'command'
  | 'only-nulls'
  | 'no-values'
  /** About the publisher, and nothing that we keep. */
  | 'metadata'
  /** Logs, pictures and other things that are no measurements. */
  | 'not-telemetry';

/** What each dialect remembers from message to message, by its name. */
export interface DecodeState {
  readonly dialects: ReadonlyMap<string, unknown>;
}

export const EMPTY_DECODE_STATE: DecodeState = { dialects: new Map() };

/** A message that says something: facts, and single values that were not taken. */
export interface Decoded {
  kind: 'facts';
  facts: Fact[];
  rejected: Rejection[];
  requests: DecodeRequest[];
}

export interface Ignored {
  kind: 'ignored';
  reason: IgnoreReason;
}

export interface Rejected {
  kind: 'rejected';
  reason: RejectReason;
}

/**
 * What one message says. `facts` may come with single values that were not taken (`rejected`);
 * a message that says nothing useful is `ignored`, one that is wrong as a whole is `rejected`.
 */
export type Outcome = (Decoded & { state: DecodeState }) | Ignored | Rejected;

/** An outcome of facts. */
export function decoded(facts: Fact[], refused: Rejection[] = [], requests: DecodeRequest[] = []): Decoded {
  return { kind: 'facts', facts, rejected: refused, requests };
}

export function rejected(reason: RejectReason): Rejected {
  return { kind: 'rejected', reason };
}

export function ignored(reason: IgnoreReason): Ignored {
  return { kind: 'ignored', reason };
}
