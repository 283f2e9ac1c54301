import type { System } from '@sensorium/contracts';

export const VIEWERS = Symbol('Viewers');

/** The connected viewers, as the operation pages show them. */
export interface Viewers {
  readonly viewerCount: number;
  /** Each viewer with its rates since the last call, at least a second ago. */
  viewers(): System['viewers'];
}
