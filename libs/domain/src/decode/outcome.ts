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

/** Values of one device at one time, as parallel lists. Without `stamp` the time is that of receipt. */
export interface ReadingsFact {
  type: 'readings';
  device: DeviceKey;
  stamp: Micros | undefined;
  metrics: string[];
  values: RawValue[];
}

/** The device, or the broker in its name, says that it is there or gone. */
export interface AvailabilityFact {
  type: 'availability';
  device: DeviceKey;
  online: boolean;
}

/** What the device says about itself; replaces what it said before. */
export interface DescriptionFact {
  type: 'description';
  device: DeviceKey;
  meta: DeviceMeta;
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

/** Something that the decoder wants published, such as a Sparkplug rebirth. */
export interface DecodeRequest {
  topic: string;
  payload: Uint8Array;
}

/** Why a message says nothing to us without being wrong. */
export type IgnoreReason = 'instance' | 'system-topic' | 'cleared' | 'command' | 'only-nulls';

/** What each dialect remembers from message to message, by its name. Native and plain ones need nothing. */
export interface DecodeState {
  readonly dialects: ReadonlyMap<string, unknown>;
}

export const EMPTY_DECODE_STATE: DecodeState = { dialects: new Map() };

/**
 * What one message says. `facts` may come with single values that were not taken (`rejected`);
 * a message that says nothing useful is `ignored`, one that is wrong as a whole is `rejected`.
 */
export type Outcome =
  | { kind: 'facts'; facts: Fact[]; rejected: Rejection[]; state: DecodeState; requests: DecodeRequest[] }
  | { kind: 'ignored'; reason: IgnoreReason }
  | { kind: 'rejected'; reason: RejectReason };

export function rejected(reason: RejectReason): Outcome {
  return { kind: 'rejected', reason };
}

export function ignored(reason: IgnoreReason): Outcome {
  return { kind: 'ignored', reason };
}
