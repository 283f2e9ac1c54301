/** Marks are at least so far apart, ms, and so many are held: a quarter of an hour. */
const APART_MS = 250;
const MARKS_MAX = 3_600;

/** Which sequence the log had reached at which time, so that a time finds its place. */
export class StepMarks {
  /** Time of the newest step, ms. */
  time = 0;
  private readonly marks: { time: number; sequence: number }[] = [];

  /** A step at `time` (ms) has brought the log to `sequence`. */
  note(time: number, sequence: number): void {
    this.time = time;
    const last = this.marks.at(-1);
    if (last && time >= last.time && time - last.time < APART_MS) return;
    this.marks.push({ time, sequence });
    if (this.marks.length > MARKS_MAX) this.marks.shift();
  }

  /** The newest mark that is not after `time` (ms); the start of the log if there is none. */
  before(time: number): { time: number; sequence: number } {
    return this.marks.findLast((mark) => mark.time <= time) ?? { time, sequence: 0 };
  }
}
