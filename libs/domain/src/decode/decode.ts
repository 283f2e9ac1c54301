import { isInstanceTopic, parseNativeTopic, type NativeTopic } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import { decodeGeneric } from './generic.js';
import { decodeNative } from './native.js';
import { ignored, type DecodeState, type Message, type Outcome } from './outcome.js';

/**
 * What a message says. Pure: the same state, message and receipt time `now` always give the same outcome.
 * Order: our own topics, native topics, then the generic rule for everything else.
 */
export function decode(state: DecodeState, message: Message, now: Micros): Outcome {
  const route = routeOf(message.topic);
  if (route === 'instance') return ignored('instance');
  const outcome = route === 'generic' ? decodeGeneric(message, now) : decodeNative(route, message);
  if (outcome.kind === 'facts') outcome.state = state;
  return outcome;
}

/** The same for a payload whose device is named by the caller: the native telemetry of `device`. */
export function decodeFor(state: DecodeState, device: string, payload: Uint8Array): Outcome {
  const topic = { part: 'telemetry', base: '', device } as const;
  const outcome = decodeNative(topic, { topic: '', payload, retained: false });
  if (outcome.kind === 'facts') outcome.state = state;
  return outcome;
}

type Route = NativeTopic | 'instance' | 'generic';

/** Routes that are remembered: a fleet sends on the same topics again and again. */
const ROUTES_MAX = 50_000;
const routes = new Map<string, Route>();

function routeOf(topic: string): Route {
  const known = routes.get(topic);
  if (known !== undefined) return known;
  const route = isInstanceTopic(topic) ? 'instance' : (parseNativeTopic(topic) ?? 'generic');
  if (routes.size >= ROUTES_MAX) routes.clear();
  routes.set(topic, route);
  return route;
}
