/** Lets one task go at a time, in the order of their asking. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs the task after all before it, however those ended. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.last.then(task, task);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Time that work may hold the event loop, ms. */
const SLICE_MS = 5;

/** Gives way to other work of the process now and then. */
export class Slices {
  private started = performance.now();

  get isOver(): boolean {
    return performance.now() - this.started > SLICE_MS;
  }

  /** Resolves after what waits has run. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.started = performance.now();
  }
}
