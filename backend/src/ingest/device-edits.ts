import type { DevicePatch, Editable, LogEvent } from '@sensorium/contracts';
import type { DeviceEdits } from '../ports/registry-store.js';
import type { TrackedDevice } from './tracked.js';

/** What is shown of a device: what a person has set, else what the device says. */
export interface Described {
  name: string;
  site: string | null;
  kind: string | null;
  labels: Record<string, string>;
  edited: Editable[];
}

export function describe({ meta, edits, publicId }: TrackedDevice): Described {
  return {
    name: edits.name ?? meta?.name ?? publicId,
    site: edits.site ?? meta?.site ?? null,
    kind: edits.kind ?? meta?.kind ?? null,
    labels: edits.labels ?? meta?.labels ?? {},
    edited: (['name', 'site', 'kind', 'labels'] as const).filter((field) => edits[field] !== undefined),
  };
}

/** Applies a patch and says what it changed, for the log. `now` in ms. */
export function applyPatch(device: TrackedDevice, patch: DevicePatch, now: number): LogEvent[] {
  const before = describe(device);
  device.edits = patchedEdits(device.edits, patch);
  const after = describe(device);
  const events = (['name', 'site', 'kind', 'labels'] as const).flatMap((field): LogEvent[] => {
    const [from, to] = [asText(before[field]), asText(after[field])];
    return from === to ? [] : [{ code: 'edited', field, from, to }];
  });
  return patch.outOfService === undefined
    ? events
    : [...events, ...applyService(device, patch.outOfService, now)];
}

function patchedEdits(edits: DeviceEdits, patch: DevicePatch): DeviceEdits {
  const merged = { ...edits, ...definedOnly(patch) };
  return {
    ...(typeof merged.name === 'string' ? { name: merged.name } : {}),
    ...(typeof merged.site === 'string' ? { site: merged.site } : {}),
    ...(typeof merged.kind === 'string' ? { kind: merged.kind } : {}),
    ...(merged.labels ? { labels: merged.labels } : {}),
  };
}

/** A patch without the fields that it leaves alone. */
function definedOnly(patch: DevicePatch): DevicePatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function applyService(device: TrackedDevice, wanted: { note: string } | null, now: number): LogEvent[] {
  const before = device.outOfService;
  device.outOfService = wanted && { note: wanted.note, since: before?.since ?? now };
  if (wanted) return [{ code: 'out-of-service', note: wanted.note }];
  return before ? [{ code: 'in-service' }] : [];
}

function asText(value: string | Record<string, string> | null): string | null {
  if (value === null || typeof value === 'string') return value;
  return Object.entries(value)
    .map(([key, one]) => `${key}:${one}`)
    .sort()
    .join(', ');
}
