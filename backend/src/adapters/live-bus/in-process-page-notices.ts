import { Injectable } from '@nestjs/common';
import type { PageNotice } from '@sensorium/contracts';
import type { PageNotices } from '../../ports/page-notices.js';

/** Notices to the page within a single process: hands each to every listener at once. */
@Injectable()
export class InProcessPageNotices implements PageNotices {
  private readonly listeners = new Set<(notice: PageNotice) => void>();

  publish(notice: PageNotice): void {
    for (const listener of this.listeners) listener(notice);
  }

  subscribe(listener: (notice: PageNotice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
