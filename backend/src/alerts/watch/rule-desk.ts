import type { AlertRule, RuleBody } from '@sensorium/contracts';
import { nanoid } from 'nanoid';
import type { AlertChanges, AlertStore, StoredRule } from '../../ports/alert-store.js';
import { ApiError } from '../../ports/api-error.js';
import type { Clock } from '../../ports/clock.js';
import { INSTANCES_MAX } from './instance-list.js';
import type { Watch } from './watch.js';

/** Rules that there may be. */
const RULES_MAX = 10_000;

/** Changes rules, one change after the other: on disk first, then at work. Throws and rejects with ApiError. */
export class RuleDesk {
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly watch: Watch,
    private readonly store: Pick<AlertStore, 'save'>,
    private readonly clock: Clock,
  ) {}

  all(): AlertRule[] {
    return [...this.watch.book.all()].map((rule) => this.shown(rule));
  }

  get(id: string): AlertRule {
    return this.shown(this.find(id));
  }

  create(body: RuleBody): Promise<AlertRule> {
    return this.inTurn(() => {
      if (this.watch.book.size >= RULES_MAX)
        throw new ApiError('limit-reached', `there are ${RULES_MAX} rules`);
      const at = this.clock.now() / 1_000;
      return this.write({ ...body, ...authored(body, at), id: nanoid(12), version: 1, createdAt: at });
    });
  }

  replace(id: string, body: RuleBody): Promise<AlertRule> {
    return this.inTurn(() => {
      const { version, createdAt } = this.find(id);
      const at = this.clock.now() / 1_000;
      return this.write({ ...body, ...authored(body, at), id, version: version + 1, createdAt });
    });
  }

  remove(id: string): Promise<void> {
    return this.inTurn(async () => {
      this.find(id);
      await this.save({ removedRules: [id] });
      this.watch.keeper.ruleRemoved(id, this.clock.now());
      this.watch.outbox.rulesChanged();
    });
  }

  private async write(rule: StoredRule): Promise<AlertRule> {
    this.mustFit(rule);
    const { id, version, updatedAt: at, by } = rule;
    await this.save({ rules: [rule], versions: [{ rule: id, version: { version, at, by, body: rule } }] });
    this.watch.keeper.ruleChanged(rule, this.clock.now());
    this.watch.outbox.rulesChanged();
    return this.shown(rule);
  }

  private mustFit(rule: StoredRule): void {
    const { list, keeper } = this.watch;
    const before = this.watch.book.get(rule.id);
    const more = rule.enabled
      ? list.concerned(rule) - (before?.enabled === true ? keeper.matches(before) : 0)
      : 0;
    if (list.count + more <= INSTANCES_MAX) return;
    throw new ApiError('limit-reached', `at most ${INSTANCES_MAX} rules on devices are watched`);
  }

  private find(id: string): StoredRule {
    const rule = this.watch.book.get(id);
    if (!rule) throw new ApiError('not-found', 'there is no such rule');
    return rule;
  }

  private shown(rule: StoredRule): AlertRule {
    return { ...rule, matches: this.watch.keeper.matches(rule) };
  }

  private async save(changes: Partial<AlertChanges>): Promise<void> {
    const nothing = { rules: [], removedRules: [], versions: [], instances: [], rested: [] };
    try {
      await this.store.save({ ...nothing, incidents: [], log: [], ...changes });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ApiError('unavailable', `the rule cannot be saved: ${reason}`);
    }
  }

  private inTurn<Answer>(change: () => Promise<Answer>): Promise<Answer> {
    const done = this.running.then(change);
    this.running = done.catch(() => undefined);
    return done;
  }
}

/** Who wrote this version, and when (ms). */
function authored({ by }: RuleBody, at: number): Pick<StoredRule, 'by' | 'updatedAt'> {
  return { by: by ?? 'somebody', updatedAt: at };
}
