import type { ChannelTest } from '@sensorium/contracts';

type Step = ChannelTest['steps'][number];

/** What a message passes on its way, in order. */
export type StepName = 'settings' | 'resolve' | 'connect' | 'send' | 'answer';

/** Steps that are remembered; a channel with many receivers has that many ways. */
const STEPS_MAX = 50;

/** Notes each step of a way, so that a test can show how far it came. */
export class Steps {
  readonly list: Step[] = [];

  passed(step: StepName, detail: string): void {
    this.note({ step, ok: true, detail });
  }

  failed(step: StepName, detail: string): void {
    this.note({ step, ok: false, detail });
  }

  private note(step: Step): void {
    if (this.list.length < STEPS_MAX) this.list.push(step);
  }
}
