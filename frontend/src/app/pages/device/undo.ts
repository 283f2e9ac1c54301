import type { Device, DevicePatch, Editable } from '@sensorium/contracts';

/** The change that takes `patch` back: what a person had set before returns, all else is the device's word again. */
export function undoOf(before: Device, patch: DevicePatch): DevicePatch {
  const undo: DevicePatch = {};
  const wasSet = (field: Editable): boolean => before.edited.includes(field);
  if ('name' in patch) undo.name = wasSet('name') ? before.name : null;
  if ('site' in patch) undo.site = wasSet('site') ? before.site : null;
  if ('kind' in patch) undo.kind = wasSet('kind') ? before.kind : null;
  if ('labels' in patch) undo.labels = wasSet('labels') ? before.labels : null;
  if ('outOfService' in patch)
    undo.outOfService = before.outOfService === null ? null : { note: before.outOfService.note };
  return undo;
}
