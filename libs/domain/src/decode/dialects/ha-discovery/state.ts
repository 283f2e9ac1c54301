import { BoundedMap } from '../../bounded-map.js';
import type { DeviceKey } from '../../outcome.js';

const CONFIGS_MAX = 16_384;
const TOPICS_MAX = 16_384;

/** Values that one topic may carry, and availability topics of one device. */
export const BINDINGS_MAX = 256;

/** A value of an entity on its topic. */
export interface ValueBinding {
  type: 'value';
  /** Configuration that asked for it. */
  config: string;
  device: DeviceKey;
  metric: string;
  template: string | undefined;
  words: { on: string; off: string } | undefined;
}

/** What a topic says about devices being there. */
export interface AvailabilityBinding {
  type: 'availability';
  config: string;
  device: DeviceKey;
  template: string | undefined;
  on: string;
  off: string;
  mode: 'all' | 'any' | 'latest';
}

export type Binding = ValueBinding | AvailabilityBinding;

/** What discovery has told so far. */
export interface DiscoveryState {
  /** Topics that a configuration has bound, by its own topic. */
  configs: BoundedMap<readonly string[]>;
  bindings: BoundedMap<readonly Binding[]>;
  /** Which configuration a metric of a device belongs to (`<device>\0<metric>`). */
  metrics: BoundedMap<string>;
  /** What each availability topic of a device said last. */
  heard: BoundedMap<Readonly<Record<string, boolean>>>;
}

export const INITIAL: DiscoveryState = {
  configs: BoundedMap.empty(CONFIGS_MAX),
  bindings: BoundedMap.empty(TOPICS_MAX),
  metrics: BoundedMap.empty(4 * CONFIGS_MAX),
  heard: BoundedMap.empty(TOPICS_MAX),
};

/** The state without what a configuration has bound. */
export function unbound(state: DiscoveryState, config: string): DiscoveryState {
  let { bindings } = state;
  for (const topic of state.configs.get(config) ?? []) {
    const rest = (bindings.get(topic) ?? []).filter((one) => one.config !== config);
    bindings = rest.length === 0 ? bindings.without(topic) : bindings.with(topic, rest);
  }
  return { ...state, bindings, configs: state.configs.without(config) };
}

/** The state with the bindings of a configuration, by topic, in place of those that it had. */
export function bound(
  state: DiscoveryState,
  config: string,
  added: ReadonlyMap<string, readonly Binding[]>,
): DiscoveryState {
  const before = unbound(state, config);
  let { bindings } = before;
  for (const [topic, list] of added)
    bindings = bindings.with(topic, [...(bindings.get(topic) ?? []), ...list].slice(-BINDINGS_MAX));
  return { ...before, bindings, configs: before.configs.with(config, [...added.keys()]) };
}
