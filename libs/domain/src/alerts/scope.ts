import type { RuleOverride } from '@sensorium/contracts';
import { matchesGlob } from '../globs/index.js';
import type { EngineRule, ScopeDevice } from './types.js';

/** Devices by globs over their public id and by labels, all of which must match; an empty part says nothing. */
export type DeviceScope = Pick<EngineRule, 'devices' | 'labels'>;

/** True if the rule covers the device. */
export function covers(scope: DeviceScope, device: Pick<ScopeDevice, 'id' | 'labels'>): boolean {
  return matchesAnyGlob(scope.devices, device.id) && hasLabels(device.labels, scope.labels);
}

/** The first override that matches the device; undefined for none. */
export function overrideFor(rule: EngineRule, device: ScopeDevice): RuleOverride | undefined {
  return rule.overrides.find((override) => covers(override, device));
}

function matchesAnyGlob(globs: readonly string[], id: string): boolean {
  return globs.length === 0 || globs.some((glob) => glob === '**' || matchesGlob(glob, id));
}

function hasLabels(
  labels: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}
