export const VIEWERS = Symbol('Viewers');

/** The connected viewers, as the operation pages count them. */
export interface Viewers {
  readonly viewerCount: number;
}
