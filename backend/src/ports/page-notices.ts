import type { PageNotice } from '@sensorium/contracts';

export const PAGE_NOTICES = Symbol('PageNotices');

/** Carries notices to every page that is open: the built-in channel `page`. Whoever is not there misses them. */
export interface PageNotices {
  publish(notice: PageNotice): void;
  /** Calls `listener` with every later notice; returns the function that ends it. */
  subscribe(listener: (notice: PageNotice) => void): () => void;
}
