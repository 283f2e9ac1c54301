import type { Device, DevicePatch } from '@sensorium/contracts';

/** What the form about a device holds: plain texts, as they are typed. `labels`: one `key: value` a line. */
export interface Draft {
  name: string;
  site: string;
  kind: string;
  labels: string;
}

/** What is wrong with a field. */
export type DraftFault = 'too-long' | 'no-colon' | 'too-many' | 'twice';

const MOST_CHARACTERS = 256;
const MOST_LABELS = 32;

export function draftOf({ name, site, kind, labels }: Device): Draft {
  const lines = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return { name, site: site ?? '', kind: kind ?? '', labels: lines.join('\n') };
}

/** The faults of a draft by field; none for a field that may be saved. */
export function faultsOf(draft: Draft): Map<keyof Draft, DraftFault> {
  const faults = new Map<keyof Draft, DraftFault>();
  for (const field of ['name', 'site', 'kind'] as const)
    if (draft[field].trim().length > MOST_CHARACTERS) faults.set(field, 'too-long');
  const fault = labelFault(linesOf(draft.labels));
  if (fault) faults.set('labels', fault);
  return faults;
}

/** What changes with a draft without faults; an emptied field goes back to what the device says. */
export function patchOf(device: Device, draft: Draft): DevicePatch {
  const before = draftOf(device);
  const patch: DevicePatch = {};
  for (const field of ['name', 'site', 'kind'] as const)
    if (draft[field].trim() !== before[field]) patch[field] = draft[field].trim() || null;
  const labels = linesOf(draft.labels);
  if (labels.join('\n') !== linesOf(before.labels).join('\n'))
    patch.labels = labels.length === 0 ? null : Object.fromEntries(labels.map(split));
  return patch;
}

function linesOf(labels: string): string[] {
  return labels
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function split(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

function labelFault(lines: readonly string[]): DraftFault | undefined {
  if (lines.some((line) => line.indexOf(':') < 1)) return 'no-colon';
  if (lines.length > MOST_LABELS) return 'too-many';
  const labels = lines.map(split);
  if (new Set(labels.map(([key]) => key)).size < labels.length) return 'twice';
  const long = labels.some((parts) => parts.some(({ length }) => length > MOST_CHARACTERS));
  return long ? 'too-long' : undefined;
}
