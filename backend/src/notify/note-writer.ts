import { Inject, Injectable, Logger } from '@nestjs/common';
import { ALERTS, type AlertCalls, type AlertNote } from '../ports/alert-calls.js';

/** Notes in one call, and how many may wait. */
const PART = 500;
const WAITING_MAX = 20_000;

/** Brings the decisions of the stages into the logs of their alerts, in order, without keeping anybody waiting. */
@Injectable()
export class NoteWriter {
  private readonly logger = new Logger('notify');
  private readonly waiting: AlertNote[] = [];
  private running: Promise<void> | undefined;

  constructor(@Inject(ALERTS) private readonly calls: Pick<AlertCalls, 'note'>) {}

  write(notes: readonly AlertNote[]): void {
    this.waiting.push(...notes.slice(0, WAITING_MAX - this.waiting.length));
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  async settle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const part = this.waiting.splice(0, PART);
      await this.calls.note(part).catch((error: unknown) => {
        this.logger.warn(`${part.length} notes on alerts are lost: ${String(error)}`);
      });
    }
  }
}
