import { parseCursor } from '@sensorium/domain/live';

/** True if everything up to `cursor` lies before or at `other`; false too if that cannot be told. */
export function isReached(cursor: string | undefined, other: string | undefined): boolean {
  if (cursor === undefined || other === undefined) return false;
  const [here, there] = [parseCursor(cursor), parseCursor(other)];
  return here !== undefined && here.epoch === there?.epoch && here.sequence <= there.sequence;
}
