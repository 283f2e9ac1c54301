import { BoundedMap } from '../../bounded-map.js';
import { isJsonObject, own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';

const ROOTS_MAX = 64;

/** Prefixes that somebody has chosen (`mqtt.topic_prefix`), known by messages that no other program sends. */
export interface FrigateState {
  roots: BoundedMap<true>;
}

export const INITIAL: FrigateState = { roots: BoundedMap.empty(ROOTS_MAX) };

/** Levels of the prefix that a topic begins with; 0 if it is below none. */
export function rootLength(path: readonly string[], { roots }: FrigateState): number {
  if (/^frigate/i.test(path[0] ?? '')) return 1;
  if (roots.size === 0) return 0;
  for (let length = path.length - 1; length > 0; length--)
    if (roots.has(path.slice(0, length).join('/'))) return length;
  return 0;
}

/** The prefix that the statistics or an event of Frigate give away. */
export function rootGivenAway(message: IncomingMessage): string | undefined {
  const { path } = message.topic;
  const last = path.at(-1) ?? '';
  if (path.length < 2 || !TELLING.has(last)) return undefined;
  const body = message.object();
  if (!body) return undefined;
  const isTold = last === 'stats' ? isStatistics(body) : isEvent(body);
  return isTold ? path.slice(0, -1).join('/') : undefined;
}

const TELLING = new Set(['stats', 'events', 'reviews']);

function isStatistics(body: object): boolean {
  return (
    isJsonObject(body) && isJsonObject(own(body, 'detectors')) && own(body, 'detection_fps') !== undefined
  );
}

/** `{"type":"new","before":{"camera":…},"after":{"camera":…}}` */
function isEvent(body: object): boolean {
  if (!isJsonObject(body) || typeof own(body, 'type') !== 'string') return false;
  return [own(body, 'before'), own(body, 'after')].every(
    (state) => isJsonObject(state) && typeof own(state, 'camera') === 'string',
  );
}
