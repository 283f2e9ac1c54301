import { isAbout } from './event.js';
import type { Topic } from '../../topic.js';

const BASE = /^rtl_?433/i;

/** Names of models have a maker: `Acurite-Tower`. */
const MODEL = /^[A-Z][A-Za-z0-9]*-[A-Za-z0-9-]+$/;

const REPORTS = new Set(['events', 'states', 'availability']);

/** A value on a topic of its own. */
export interface ValueTopic {
  /** `<model>/<id>`, as in events. */
  device: string;
  metric: string;
}

export function isBelowBase({ path }: Topic): boolean {
  return path.some((level) => BASE.test(level));
}

/**
 * Reads `rtl_433/<host>/devices[/type][/model][/subtype][/channel][/id]/<name>` (documentation, "MQTT output"), and the
 * same without host, or `devices`. Undefined for other topics.
 */
export function valueTopic({ path }: Topic): ValueTopic | undefined {
  const base = path.findIndex((level) => BASE.test(level));
  if (base < 0) return undefined;
  const levels = path.slice(base + 1);
  const at = levels.indexOf('devices');
  const first = at < 0 ? modelAt(levels) : at + 1;
  const [type, ...others] = first < 0 ? [] : levels.slice(first, -1);
  if (type === undefined) return undefined;
  const [model, ...rest] = type === 'TPMS' && others.length > 0 ? others : [type, ...others];
  return { device: [model, ...rest.slice(-1)].join('/'), metric: levels.at(-1) ?? '' };
}

/** Place of the model where `devices` does not say it; -1 if there is none. */
function modelAt(levels: readonly string[]): number {
  if (levels.some((level) => REPORTS.has(level))) return -1;
  return levels.slice(0, 2).findIndex((level) => MODEL.test(level));
}

/** True for a topic that tells again who sent the values beside it. */
export function isAboutTopic({ metric }: ValueTopic): boolean {
  return isAbout(metric);
}
