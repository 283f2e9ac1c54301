import { type DeviceTopics, nativeTopics } from '@sensorium/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, type Style, telemetry } from '../payload.js';
import type { Outlet } from '../simulation.js';
import type { Counts } from '../throughput.js';
import { readRows, type Row } from './rows.js';
import type { Survey } from './survey.js';

/** What to replay, and how. */
export interface ReplayPlan {
  survey: Survey;
  /** How many times as fast as the file; Infinity for as fast as it goes. */
  speed: number;
  loop: boolean;
  originalTime: boolean;
  style: Style;
  base: string;
}

const LONGEST_SLEEP = 60_000;
/** While a connection is down or can't take more, the replay waits: nothing of a file is dropped. */
const FULL_PAUSE = 10;

/** Publishes the rows of a file at their times; resolves at its end, or when `stop` is aborted. */
export class Replay {
  private readonly topics: readonly DeviceTopics[];
  private readonly period: number;

  /** `now` gives ms since the epoch. */
  constructor(
    private readonly plan: ReplayPlan,
    private readonly outlet: Pick<Outlet, 'publish'>,
    private readonly counts: Counts,
    private readonly now: () => number,
  ) {
    this.topics = [...plan.survey.devices.values()].map(({ id }) => nativeTopics(id, plan.base));
    this.period = periodOf(plan.survey);
  }

  async run(stop: AbortSignal): Promise<void> {
    const start = this.now();
    try {
      for (let pass = 0; pass === 0 || this.plan.loop; pass += 1)
        await this.play(start, pass * this.period, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }

  /** One pass through the file; `shift` is how much of the file's time the passes before took. */
  private async play(start: number, shift: number, stop: AbortSignal): Promise<void> {
    for await (const row of readRows(this.plan.survey)) {
      stop.throwIfAborted();
      const due = this.dueAt(row, start, shift);
      await this.waitFor(due, stop);
      await this.publish(row, this.stampOf(row, start, due), stop);
    }
  }

  private dueAt({ time }: Row, start: number, shift: number): number {
    return start + (time - this.plan.survey.first + shift) / this.plan.speed;
  }

  /** At a speed the stamps are the instants of publishing; without one the file ends at the start of the replay. */
  private stampOf({ time }: Row, start: number, due: number): number {
    if (this.plan.originalTime) return time;
    const stamp = this.plan.speed === Infinity ? start - (this.plan.survey.last - time) : due;
    return Math.round(stamp * 1_000) / 1_000;
  }

  private async waitFor(due: number, stop: AbortSignal): Promise<void> {
    for (let rest = due - this.now(); rest >= 1; rest = due - this.now())
      await sleep(Math.min(rest, LONGEST_SLEEP), undefined, { signal: stop });
  }

  private async publish({ device, values }: Row, ts: number, stop: AbortSignal): Promise<void> {
    const topics = this.topics[device];
    if (topics === undefined) return;
    for (const message of telemetry(topics, { ts, values }, this.plan.style, 'values'))
      await this.send(device, message, stop);
  }

  private async send(device: number, message: Message, stop: AbortSignal): Promise<void> {
    while (!this.outlet.publish(device, message)) await sleep(FULL_PAUSE, undefined, { signal: stop });
    this.counts.messages += 1;
    this.counts.readings += message.readings;
  }
}

/** From the start of one pass to that of the next, ms: the file and one usual gap. */
function periodOf({ first, last, devices, step }: Survey): number {
  const span = last - first;
  const longest = Math.max(...[...devices.values()].map(({ lines }) => lines));
  return span === 0 ? step : span + span / Math.max(1, longest - 1);
}
