import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { decide, nextDue, type Decision } from '@sensorium/domain/notify';
import type { AlertNote } from '../ports/alert-calls.js';
import { LIVE_BUS, type AlertNews, type LiveBus } from '../ports/live-bus.js';
import { AlertIntake, type Taken } from './alert-intake.js';
import { DeliveryQueue } from './delivery-queue.js';
import { NotifyState } from './notify-state.js';
import { Policies } from './policies.js';

/** Tries again to read what it needs after so long. */
const RETRY_MS = 2_000;

/** Timers of Node hold for 24 days at most; an hour is soon enough to look again. */
const TIMER_MAX_MS = 3_600_000;

/**
 * Brings alerts to people: takes what is new in their log, has the stages decide, saves state and deliveries together,
 * and only then sends. One decision at a time; what comes meanwhile is in the next.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('notify');
  private readonly forget: () => void;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private wantsAll = false;
  private isReady = false;
  private isStopped = false;

  constructor(
    @Inject(LIVE_BUS) bus: LiveBus,
    private readonly intake: AlertIntake,
    private readonly state: NotifyState,
    private readonly policies: Policies,
    private readonly queue: DeliveryQueue,
  ) {
    this.forget = bus.subscribe(({ alerts }) => {
      if (alerts) this.hear(alerts);
    });
    state.onChange(() => {
      this.wantsAll = true;
      this.wake();
    });
  }

  onApplicationBootstrap(): void {
    void this.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    this.forget();
    clearTimeout(this.timer);
    await this.running;
    await this.queue.stop();
  }

  /** Reads what was left by the last run; tries until it can. */
  private async begin(): Promise<void> {
    try {
      const waiting = await this.state.load();
      const members = [...this.state.groups.values()].flatMap((group) => group.members);
      await this.intake.catchUp(
        this.state.handled,
        members.map(({ alert }) => alert),
      );
      this.isReady = true;
      this.queue.add(waiting);
      this.wake();
    } catch (error) {
      this.logger.warn(`notices wait: ${error instanceof Error ? error.message : String(error)}`);
      if (!this.isStopped) this.timer = setTimeout(() => void this.begin(), RETRY_MS);
    }
  }

  private hear(news: AlertNews): void {
    if (news.rules) this.policies.rulesChanged();
    if (this.intake.note(news)) this.wake();
  }

  private wake(): void {
    this.isWanted = true;
    if (!this.isReady || this.isStopped) return;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.isWanted) this.wake();
    });
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.turn().catch((error: unknown) => {
        this.logger.error(
          `a decision has failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
        );
      });
    }
    this.setTimer();
  }

  private async turn(): Promise<void> {
    const all = this.wantsAll || this.policies.silenceBegins();
    this.wantsAll = false;
    const taken = this.intake.take();
    const { alerts } = this.intake;
    await this.policies.readFor(taken.changes.flatMap(({ alert }) => alerts.get(alert) ?? []));
    const now = this.policies.now();
    const world = this.policies.world((id) => alerts.get(id));
    await this.carryOut(decide(this.state.groups, taken.changes, world, now, all), taken, now);
    const held = [...this.state.groups.values()].flatMap(({ members }) => members);
    this.intake.keepOnly(new Set(held.map(({ alert }) => alert)));
  }

  /** Saved first: what a kill leaves behind is sent after the restart, under the same id. */
  private async carryOut(
    { groups, removed, sends, notes }: Decision,
    { last }: Taken,
    now: number,
  ): Promise<void> {
    const { deliveries, notes: sent } = this.queue.prepare(sends, (id) => this.intake.alerts.get(id), now);
    const isNothing = groups.length + removed.length + deliveries.length === 0;
    if (!isNothing) {
      const handled = last === null ? {} : { handled: last };
      await this.state.keep({ groups, removedGroups: removed, deliveries, ...handled });
    }
    this.queue.add(deliveries);
    const lines = notes.map(({ alert, stage, reason, ...rest }): AlertNote => ({
      alert,
      event: { type: 'notice', stage, reason, channel: null, delivery: null },
      ...rest,
    }));
    this.queue.note([...lines, ...sent]);
  }

  private setTimer(): void {
    clearTimeout(this.timer);
    const dues = [nextDue(this.state.groups.values()), this.policies.nextSilence()].filter(
      (due) => due !== null,
    );
    if (dues.length === 0 || this.isStopped) return;
    const wait = Math.min(Math.max(Math.min(...dues) - this.policies.now(), 0), TIMER_MAX_MS);
    this.timer = setTimeout(() => this.wake(), Math.ceil(wait));
  }
}
