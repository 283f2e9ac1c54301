import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LIMITS } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';

/** Long polls and event streams that are open: bounded in number, and ended when the program stops. */
@Injectable()
export class OpenRequests implements OnModuleDestroy {
  private readonly ends = new Set<() => void>();
  private isStopping = false;

  /** Throws `unavailable` if there are too many; else returns what is to be called when the request has ended. */
  open(end: () => void): () => void {
    if (this.isStopping) throw new ApiError('unavailable', 'the program stops');
    if (this.ends.size >= LIMITS.liveRequests) {
      throw new ApiError(
        'unavailable',
        `at most ${LIMITS.liveRequests} long polls and streams are open at once`,
      );
    }
    this.ends.add(end);
    return () => this.ends.delete(end);
  }

  onModuleDestroy(): void {
    this.isStopping = true;
    for (const end of [...this.ends]) end();
  }
}
