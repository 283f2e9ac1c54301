/** Answers of one client are at least so far apart, ms: under load they hold what came meanwhile. */
export const APART_MS = 50;

/** What a long poll waits for; times in ms. */
export interface Wait {
  wait: number;
  /** When the client had its last answer. */
  since: number;
  now: number;
  hasNews: () => boolean;
  gone: AbortSignal;
}

/** One request that waits for its first reading. */
export class LongPoll {
  /** Resolves when it is time to answer; to false if nobody is there any more. */
  readonly ended: Promise<boolean>;
  private readonly timers: NodeJS.Timeout[];
  private readonly answer: (isWanted: boolean) => void;
  private readonly notBefore: number;
  private isDue = false;

  constructor(private readonly request: Wait) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.ended = promise;
    this.answer = (isWanted) => {
      this.timers.forEach(clearTimeout);
      resolve(isWanted);
    };
    const apart = Math.min(APART_MS, Math.max(0, request.since + APART_MS - request.now));
    this.notBefore = performance.now() + apart;
    this.timers = [setTimeout(() => this.answer(true), request.wait)];
    if (request.gone.aborted) this.answer(false);
    request.gone.addEventListener('abort', () => this.answer(false), { once: true });
    this.look();
  }

  /** There may be readings: answers now, or as soon as the last answer is long enough ago. */
  look(): void {
    if (this.isDue || !this.request.hasNews()) return;
    this.isDue = true;
    const wait = this.notBefore - performance.now();
    if (wait <= 0) this.answer(true);
    else this.timers.push(setTimeout(() => this.answer(true), wait));
  }

  /** Answers with what there is. */
  end(): void {
    this.answer(true);
  }
}
