import type { MetricMeta } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import type { IncomingMessage } from './incoming.js';
import type { Decoded, Ignored, Rejected } from './outcome.js';
import type { Topic } from './topic.js';

/** What a dialect makes of a message; `state` only where it changed. */
export type DialectOutcome<State> = (Decoded & { state?: State }) | Ignored | Rejected;

/**
 * One way in which devices speak. All of it is pure: what it remembers is its state, which is replaced as a whole,
 * never changed, and bounded (see BoundedMap).
 */
export interface Dialect<State = unknown> {
  /** Dialect of its device keys, and name of its folder: lower case with hyphens. */
  readonly name: string;
  /** Its name as people know it. */
  readonly title: string;
  /** Where its publisher documents it. */
  readonly documentation: string;
  /** What is read of it, in a line of the table of dialects. */
  readonly covers: string;
  /** State before the first message. */
  readonly initial: State;
  /** Name of the dialect whose state it shares; its own otherwise. */
  readonly stateOf?: string;
  /** A topic may be one of this dialect. Asked once for each topic and remembered, so by the topic alone. */
  topics(topic: Topic): boolean;
  /** The message is one of this dialect. Cheap, and never true for what `decode` cannot place. */
  claims(message: IncomingMessage, state: State): boolean;
  decode(message: IncomingMessage, state: State, now: Micros): DialectOutcome<State>;
  /** What its documentation says of a metric of this name, where devices say nothing themselves. */
  metric?(name: string): MetricMeta | undefined;
}
