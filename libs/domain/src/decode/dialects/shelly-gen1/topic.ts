import type { Topic } from '../../topic.js';

/** First level of all devices. */
const ROOT = 'shellies';

/** Where a message belongs: what is before `shellies`, the device, and the levels after it. */
export interface ShellyPlace {
  base: string;
  id: string;
  rest: readonly string[];
}

/** Reads a topic below `shellies`; undefined for any other. */
export function readPlace({ path }: Topic): ShellyPlace | undefined {
  const at = path.indexOf(ROOT);
  const id = at < 0 ? undefined : path[at + 1];
  return id === undefined ? undefined : { base: path.slice(0, at).join('/'), id, rest: path.slice(at + 2) };
}
