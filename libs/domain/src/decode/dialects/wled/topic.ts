import type { Topic } from '../../topic.js';

/** Level below which a light is until somebody gives it another topic; a bridge may have put more before it. */
const ROOT = 'wled';

/** Answers and orders below the topic of a light: brightness `g`, colour `c`, its whole state as XML `v`. */
const PARTS = new Set(['g', 'c', 'v', 'status', 'api', 'col']);

/** Things of the usermods that are numbered; a relay takes orders on a topic below its own. */
const NUMBERED = new Set(['button', 'relay']);

/** Components of the usermods for sensors, named as those of Home Assistant. */
const COMPONENTS = new Set(['sensor', 'binary_sensor']);

/** Where a message belongs: the light, and what below it. */
export interface WledPlace {
  light: string;
  /** `part`: one of the documented ones; `usermod`: one value of a sensor or button; `order`: to the light itself. */
  kind: 'part' | 'usermod' | 'order';
  name: string;
  /** A usermod that says whether its sensor is there. */
  isAvailability: boolean;
}

/** True if a topic is below `wled`, so that its name alone tells. */
export function isBelowRoot({ path }: Topic): boolean {
  return path.slice(0, -1).includes(ROOT);
}

/** Reads a topic that a light may use; undefined for any other. */
export function readPlace(topic: Topic): WledPlace | undefined {
  const { path } = topic;
  const last = path.at(-1) ?? '';
  const place = (light: readonly string[], kind: WledPlace['kind'], name: string): WledPlace => ({
    light: light.join('/'),
    kind,
    name,
    isAvailability: kind === 'usermod' && last === 'availability',
  });
  if (path.length > 1 && PARTS.has(last)) return place(path.slice(0, -1), 'part', last);
  const at = path.indexOf(ROOT);
  if (at < 0) return undefined;
  const [light, rest] = [path.slice(0, at + 2), path.slice(at + 2)];
  if (rest.length === 0) return path.length > at + 1 ? place(light, 'order', '') : undefined;
  if (rest.length === 3 && rest[0] === 'relay' && last === 'command') return place(light, 'part', last);
  const name = usermodName(rest);
  return name === undefined ? undefined : place(light, 'usermod', name);
}

/** `temperature`, `button/0`, `relay/0`, `sensor/<name>/state`. */
function usermodName(rest: readonly string[]): string | undefined {
  const [first = '', second = '', third] = rest;
  if (rest.length === 1) return first;
  if (rest.length === 2 && NUMBERED.has(first)) return `${first}.${second}`;
  const isSensor = rest.length === 3 && COMPONENTS.has(first);
  return isSensor && (third === 'state' || third === 'availability') ? second : undefined;
}
