/** Words for what a binary value means; the page has them in every language. */
export type Meaning =
  | 'open'
  | 'closed'
  | 'detected'
  | 'clear'
  | 'wet'
  | 'dry'
  | 'locked'
  | 'unlocked'
  | 'low'
  | 'normal'
  | 'occupied'
  | 'free'
  | 'connected'
  | 'disconnected'
  | 'charging'
  | 'not-charging'
  | 'tampered'
  | 'untouched'
  | 'problem'
  | 'ok'
  | 'running'
  | 'stopped'
  | 'home'
  | 'away';

/** What 1 and 0 mean. */
export interface BinaryMeaning {
  on: Meaning;
  off: Meaning;
}

const OPEN = { on: 'open', off: 'closed' } as const;
const DETECTED = { on: 'detected', off: 'clear' } as const;

/**
 * Meanings by class. Those of Home Assistant's binary sensors, and `contact` and `locked`, where devices say it the other
 * way round (Zigbee2MQTT: `contact` true is closed).
 */
const MEANINGS = new Map<string, BinaryMeaning>([
  ['door', OPEN],
  ['garage_door', OPEN],
  ['window', OPEN],
  ['opening', OPEN],
  ['contact', { on: 'closed', off: 'open' }],
  ['motion', DETECTED],
  ['vibration', DETECTED],
  ['smoke', DETECTED],
  ['gas', DETECTED],
  ['carbon_monoxide', DETECTED],
  ['sound', DETECTED],
  ['light', DETECTED],
  ['moisture', { on: 'wet', off: 'dry' }],
  ['lock', { on: 'unlocked', off: 'locked' }],
  ['locked', { on: 'locked', off: 'unlocked' }],
  ['battery_low', { on: 'low', off: 'normal' }],
  ['occupancy', { on: 'occupied', off: 'free' }],
  ['presence', { on: 'home', off: 'away' }],
  ['connectivity', { on: 'connected', off: 'disconnected' }],
  ['battery_charging', { on: 'charging', off: 'not-charging' }],
  ['tamper', { on: 'tampered', off: 'untouched' }],
  ['problem', { on: 'problem', off: 'ok' }],
  ['safety', { on: 'problem', off: 'ok' }],
  ['running', { on: 'running', off: 'stopped' }],
]);

/**
 * What the values of a metric are called in English, by their text: as the device says, else as its class means it
 * (`{ true: 'open', false: 'closed' }`); null where they speak for themselves.
 */
export function valueNames({
  kind,
  class: metricClass,
  values,
}: ValuesTold): Readonly<Record<string, string>> | null {
  if (values !== null) return values;
  const meaning = kind !== 'boolean' || metricClass === null ? undefined : binaryMeaning(metricClass);
  return meaning ? { true: meaning.on.replace('-', ' '), false: meaning.off.replace('-', ' ') } : null;
}

/** What of a metric tells the meaning of its values. */
export interface ValuesTold {
  kind: string;
  class: string | null;
  values: Readonly<Record<string, string>> | null;
}

/** What the values of a boolean metric of this class mean; undefined where they are only on and off. */
export function binaryMeaning(metricClass: string): BinaryMeaning | undefined {
  return MEANINGS.get(metricClass);
}
