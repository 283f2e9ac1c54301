/** What a run has done so far. */
export class Counts {
  messages = 0;
  readings = 0;
  /** Samples skipped because the simulator came too late for them. */
  skipped = 0;
  /** Samples not published because the connection was down or could not take more. */
  dropped = 0;
}

/** Turns counts into lines of rates between one call and the next. */
export class Throughput {
  private last: number;
  private messages = 0;
  private readings = 0;

  /** `now` in ms. */
  constructor(
    private readonly counts: Counts,
    now: number,
  ) {
    this.last = now;
  }

  /** Rates since the last line, and what stands behind; `now` in ms. */
  line(now: number, connected: number, connections: number): string {
    const seconds = Math.max(0.001, (now - this.last) / 1000);
    const messages = (this.counts.messages - this.messages) / seconds;
    const readings = (this.counts.readings - this.readings) / seconds;
    this.last = now;
    this.messages = this.counts.messages;
    this.readings = this.counts.readings;
    const { skipped, dropped } = this.counts;
    return (
      `${rate(messages)} messages/s  ${rate(readings)} readings/s  ` +
      `connected ${connected}/${connections}  behind ${skipped} skipped, ${dropped} dropped`
    );
  }
}

function rate(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}
