/** What devices, bridges and last wills of all dialects say when they are there. In lower case. */
const ONLINE = new Set([
  'online',
  'available',
  'connected',
  'ready',
  'alive',
  'up',
  'running',
  'started',
  'reachable',
  'active',
  // Homie: there, whatever it is doing.
  'init',
  'sleeping',
  'alert',
]);

/** And when they are gone. */
const OFFLINE = new Set([
  'offline',
  'unavailable',
  'disconnected',
  'lost',
  'dead',
  'down',
  'stopped',
  'unreachable',
  'inactive',
  'not_available',
  'not available',
  'not connected',
  'connection lost',
]);

/**
 * True or false for a word by which a publisher says that it is there or gone, in any case; undefined for any
 * other. `true`, `1` and `on` are no such words: only a dialect knows where they mean this (see `flags`).
 */
export function readAvailability(word: string, { flags = false } = {}): boolean | undefined {
  const lower = word.trim().toLowerCase();
  if (ONLINE.has(lower)) return true;
  if (OFFLINE.has(lower)) return false;
  return flags ? readSwitch(lower) : undefined;
}

const ON = new Set(['on', 'true', '1', 'yes']);
const OFF = new Set(['off', 'false', '0', 'no']);

/** A switch word as a boolean, in any case: on, off, true, false, 1, 0, yes, no; undefined for any other. */
export function readSwitch(word: string): boolean | undefined {
  const lower = word.trim().toLowerCase();
  if (ON.has(lower)) return true;
  return OFF.has(lower) ? false : undefined;
}
