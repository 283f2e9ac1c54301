/** What a key does in the inbox. */
export type InboxDeed = 'next' | 'previous' | 'pick' | 'acknowledge' | 'snooze' | 'search';

const DEEDS: ReadonlyMap<string, InboxDeed> = new Map([
  ['j', 'next'],
  ['ArrowDown', 'next'],
  ['k', 'previous'],
  ['ArrowUp', 'previous'],
  ['x', 'pick'],
  ['a', 'acknowledge'],
  ['s', 'snooze'],
  ['/', 'search'],
]);

/** Where keys mean something else: fields, and charts, whose arrows move the crosshair. */
const OWN_KEYS = 'input:not([type=checkbox]), textarea, select, [contenteditable], sn-chart, [role=menu]';

/** What the key means here; undefined where it belongs to somebody else. Arrows count only in the list. */
export function deedOf(event: KeyboardEvent): InboxDeed | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(OWN_KEYS)) return undefined;
  if (event.key.startsWith('Arrow') && !target?.closest('sn-inbox')) return undefined;
  return DEEDS.get(event.key);
}

/** Place in a list of `length` that `steps` away from `place` is; from none (-1) the first or last. */
export function placeAfter(place: number, steps: 1 | -1, length: number): number {
  if (place < 0) return steps > 0 ? 0 : length - 1;
  return Math.min(length - 1, Math.max(0, place + steps));
}
