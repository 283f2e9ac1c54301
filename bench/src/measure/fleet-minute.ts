export type Activity = 'looking' | 'scrolling' | 'typing';

/** A third of a minute on the fleet page; times in ms. */
export interface FleetMinute {
  fleet: string;
  minute: number;
  activity: Activity;
  readingsPerSecond: number;
  /** Cores that the backend used. */
  backendCores: number;
  fps: number;
  frameP95: number;
  frameMax: number;
  inputs: number;
  /** From the event to its handler, and to the frame after it. */
  delayP95: number;
  paintP50: number;
  paintP95: number;
  longTasks: number;
  longTaskMs: number;
  heapMb: number;
}
