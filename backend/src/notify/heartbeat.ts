import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { INGEST, type Ingest } from '../ports/ingest.js';
import { NOTIFIER, type Notifier } from '../ports/notifier.js';
import { NotifyState } from './notify-state.js';

/** Looks for a changed setting so often while there is none. */
const IDLE_MS = 1_000;

/**
 * A dead-man's switch: asks an address of somebody who tells when we no longer do. It rests while the ingest, which
 * evaluates the rules, does not run: then nobody watches, and that should be told.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('heartbeat');
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private wasOk = true;

  constructor(
    private readonly state: NotifyState,
    @Inject(NOTIFIER) private readonly notifier: Pick<Notifier, 'beat'>,
    @Inject(INGEST) private readonly ingest: Pick<Ingest, 'fault'>,
  ) {
    state.onChange(() => {
      clearTimeout(this.timer);
      void this.beat();
    });
  }

  onApplicationBootstrap(): void {
    void this.beat();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async beat(): Promise<void> {
    const { heartbeat } = this.state.settings;
    if (heartbeat && this.ingest.fault() === undefined) {
      const { outcome, answer } = await this.notifier.beat(heartbeat.url);
      this.told(outcome === 'ok', answer);
    }
    clearTimeout(this.timer);
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.beat(), heartbeat?.everyMs ?? IDLE_MS);
  }

  private told(isOk: boolean, answer: string): void {
    if (isOk !== this.wasOk) {
      if (isOk) this.logger.log('the heartbeat is answered again');
      else this.logger.warn(`the heartbeat is not answered: ${answer}`);
    }
    this.wasOk = isOk;
  }
}
