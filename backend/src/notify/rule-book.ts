import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Alert, AlertRule } from '@sensorium/contracts';
import type { RuleNotices } from '@sensorium/domain/notify';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';

/** Rules as far as they say who is told; read anew when they have changed, or an alert names a newer one. */
@Injectable()
export class RuleBook {
  private readonly logger = new Logger('notify');
  private rules = new Map<string, AlertRule>();
  /** Built-in and deleted rules: asking again finds nothing new. */
  private readonly unknown = new Set<string>();
  private isStale = true;

  constructor(@Inject(ALERTS) private readonly calls: Pick<AlertCalls, 'rules'>) {}

  get(id: string): RuleNotices | undefined {
    return this.rules.get(id);
  }

  changed(): void {
    this.isStale = true;
  }

  /** Reads the rules anew if these alerts need it. Where they cannot be read, what was known holds. */
  async readFor(alerts: Iterable<Pick<Alert, 'rule'>>): Promise<void> {
    const ids = [...alerts].map(({ rule }) => rule).filter((rule) => this.needs(rule));
    if (ids.length === 0 && !this.isStale) return;
    try {
      this.rules = new Map((await this.calls.rules()).map((rule) => [rule.id, rule]));
      this.isStale = false;
      this.unknown.clear();
    } catch (error) {
      this.logger.warn(`rules cannot be read: ${String(error)}`);
    }
    for (const rule of ids) if (this.needs(rule)) this.unknown.add(keyOf(rule));
  }

  private needs(rule: Alert['rule']): boolean {
    const known = this.rules.get(rule.id);
    return !this.unknown.has(keyOf(rule)) && (known === undefined || known.version < rule.version);
  }
}

function keyOf({ id, version }: Alert['rule']): string {
  return `${id}/${version}`;
}
