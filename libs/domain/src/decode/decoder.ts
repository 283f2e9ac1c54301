import { isInstanceTopic, parseNativeTopic, type NativeTopic } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import type { Dialect, DialectOutcome } from './dialect.js';
import { decodeNative } from './dialects/native/decode.js';
import { IncomingMessage } from './incoming.js';
import { ignored, rejected, type DecodeState, type Message, type Outcome } from './outcome.js';
import { isOwnNotice } from './own-notice.js';
import { newTopic, type Topic } from './topic.js';

/** Routes that are remembered: a fleet sends on the same topics again and again. */
const ROUTES_MAX = 50_000;

/** Where a topic leads: our own, a native device, or the dialects that it may belong to, in their order. */
type Route = 'instance' | { native: NativeTopic } | { topic: Topic; candidates: readonly Dialect[] };

/** Says what messages mean. Pure but for the memory of topics: the same input always gives the same outcome. */
export class Decoder {
  private readonly routes = new Map<string, Route>();

  /** `dialects`: those that are asked when a topic is not native, in this order. */
  constructor(private readonly dialects: readonly Dialect[]) {}

  /** What a message says, received at `now`. */
  decode(state: DecodeState, message: Message, now: Micros): Outcome {
    const route = this.routeOf(message.topic);
    if (route === 'instance' || isOwnNotice(message.payload)) return ignored('instance');
    if ('native' in route) return withState(decodeNative(route.native, message), state);
    const incoming = new IncomingMessage(route.topic, message.payload, message.retained);
    for (const dialect of route.candidates) {
      const own = stateOf(state, dialect);
      if (dialect.claims(incoming, own)) return stateful(dialect, dialect.decode(incoming, own, now), state);
    }
    return rejected('bad-topic');
  }

  private routeOf(topic: string): Route {
    const known = this.routes.get(topic);
    if (known !== undefined) return known;
    const route = this.findRoute(topic);
    if (this.routes.size >= ROUTES_MAX) this.routes.clear();
    this.routes.set(topic, route);
    return route;
  }

  private findRoute(text: string): Route {
    if (isInstanceTopic(text)) return 'instance';
    const native = parseNativeTopic(text);
    if (native) return { native };
    const topic = newTopic(text);
    return { topic, candidates: this.dialects.filter((dialect) => dialect.topics(topic)) };
  }
}

function stateOf(state: DecodeState, dialect: Dialect): unknown {
  return state.dialects.get(dialect.stateOf ?? dialect.name) ?? dialect.initial;
}

function stateful(dialect: Dialect, outcome: DialectOutcome<unknown>, before: DecodeState): Outcome {
  if (outcome.kind !== 'facts' || outcome.state === undefined) return withState(outcome, before);
  const { facts, requests, state } = outcome;
  const name = dialect.stateOf ?? dialect.name;
  const dialects =
    before.dialects.get(name) === state ? before.dialects : new Map(before.dialects).set(name, state);
  return { kind: 'facts', facts, rejected: outcome.rejected, requests, state: { dialects } };
}

export function withState(outcome: DialectOutcome<unknown>, state: DecodeState): Outcome {
  if (outcome.kind !== 'facts') return outcome;
  const { facts, requests } = outcome;
  return { kind: 'facts', facts, rejected: outcome.rejected, requests, state };
}
