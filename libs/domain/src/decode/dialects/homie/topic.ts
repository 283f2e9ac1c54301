import { BoundedMap } from '../../bounded-map.js';
import type { Topic } from '../../topic.js';

/** Root of all topics unless somebody chooses another. */
const DEFAULT_ROOT = 'homie';

const ROOTS_MAX = 64;

/** Roots that a device has shown by its `$homie`, `$description` or `$state`. */
export interface HomieState {
  roots: BoundedMap<true>;
}

export const INITIAL: HomieState = { roots: BoundedMap.empty(ROOTS_MAX) };

/** Where a topic stands: below a root, of version 5 or older, the device and the levels after it. */
export interface Place {
  root: string;
  isFive: boolean;
  device: string;
  rest: readonly string[];
}

/**
 * The place of a topic below a known root. Version 5 has its number as a level of its own behind the root
 * (convention 5.0, "Base Topic"). Undefined elsewhere, and for topics of no device.
 */
export function placeOf({ path }: Topic, { roots }: HomieState): Place | undefined {
  const at = rootLength(path, roots);
  if (at === 0) return undefined;
  const root = path.slice(0, at).join('/');
  const isFive = path[at] === '5';
  const device = path[isFive ? at + 1 : at];
  if (device === undefined || device.startsWith('$')) return undefined;
  return { root, isFive, device, rest: path.slice(isFive ? at + 2 : at + 1) };
}

/** Levels of the root that a topic begins with; 0 if it is below none. */
function rootLength(path: readonly string[], roots: BoundedMap<true>): number {
  if (path[0] === DEFAULT_ROOT) return 1;
  if (roots.size === 0) return 0;
  for (let length = path.length - 1; length > 0; length--)
    if (roots.has(path.slice(0, length).join('/'))) return length;
  return 0;
}

/** What `$state` may say (convention, "Device Lifecycle"). */
const STATES = new Set(['init', 'ready', 'disconnected', 'sleeping', 'lost', 'alert']);

/** The root that `<root>/<device>/$homie`, or `<root>/5/<device>/$description`, or `$state` of either gives away. */
export function rootGivenAway({ path }: Topic, text: string | undefined): string | undefined {
  const last = path.at(-1);
  const isFive = path.length > 3 && path.at(-3) === '5';
  const isTold =
    (last === '$homie' && /^[2-4]\./.test(text ?? '')) ||
    (last === '$description' && isFive && text?.includes('"homie"') === true) ||
    (last === '$state' && STATES.has(text ?? ''));
  return isTold && path.length > 2 ? path.slice(0, isFive ? -3 : -2).join('/') : undefined;
}
