import type { Topic } from '../../topic.js';

/** Where a gateway tells what it heard: `<base>/<gateway>/BTtoMQTT/<device>`, `…/SYStoMQTT`, `…/RTL_433toMQTT/…`. */
const HEARD = /^([A-Za-z0-9_]+)toMQTT$/;
/** And where it is told what to send. */
const TOLD = /^MQTTto[A-Za-z0-9_]+$/;

/** A message for room presence, in which one topic has all that a gateway hears. */
const PRESENCE = new Set(['home_presence', 'presence']);

/** Where a topic stands. */
export interface Place {
  /** All levels up to the gateway: two gateways of one name are told apart by it. */
  base: string;
  gateway: string;
  /** What has heard it: `BT`, `RTL_433`, `SYS`; empty for what a gateway is told. */
  module: string;
  /** Levels behind it. */
  rest: readonly string[];
}

export function placeOf({ path }: Topic): Place | undefined {
  const at = path.findIndex((level) => HEARD.test(level) || TOLD.test(level));
  if (at < 1) return undefined;
  return {
    base: path.slice(0, at).join('/'),
    gateway: path[at - 1] ?? '',
    module: HEARD.exec(path[at] ?? '')?.[1] ?? '',
    rest: path.slice(at + 1),
  };
}

/** `<base>/home_presence/<gateway>` */
export function isPresence({ path }: Topic): boolean {
  return path.length > 2 && PRESENCE.has(path.at(-2) ?? '');
}

/** What a gateway says of itself beside its modules: `<base>/<gateway>/LWT` and `version`. */
export function isOfGateway({ path }: Topic): boolean {
  return path.length > 1 && ['LWT', 'version'].includes(path.at(-1) ?? '');
}

const MAC = /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/i;

/** An address as topics have it: without colons. Undefined for what is none. */
export function addressOf(id: unknown): string | undefined {
  return typeof id === 'string' && MAC.test(id) ? id.replaceAll(':', '').toUpperCase() : undefined;
}
