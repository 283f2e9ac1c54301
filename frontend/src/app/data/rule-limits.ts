import { DOCUMENT, Injectable, effect, inject, signal } from '@angular/core';
import type { AlertRule, Condition, Device, DeviceMeta, Metric, Severity } from '@sensorium/contracts';
import { compile, covers } from '@sensorium/domain/alerts';
import { RulesApi } from './rules-api';

/** Rules that somebody changes elsewhere are drawn after so long, ms. */
const KEPT_MS = 60_000;

/** A limit of a rule as it holds for one metric of one device. */
export interface RuleLimit {
  rule: string;
  value: number;
  side: 'above' | 'below';
  severity: Severity;
}

/** The limits that rules set, for the charts of a page. Read when a page needs them, and anew from time to time. */
@Injectable({ providedIn: 'root' })
export class RuleLimits {
  readonly #api = inject(RulesApi);
  readonly #document = inject(DOCUMENT);
  readonly #rules = signal<readonly AlertRule[]>([]);
  #readAt = -Infinity;

  /** Keeps the rules known as long as the caller lives. To be called where a page is made. */
  follow(): void {
    effect((onCleanup) => {
      this.#read();
      const timer = setInterval(() => {
        if (this.#document.visibilityState === 'visible') this.#read();
      }, KEPT_MS);
      onCleanup(() => {
        clearInterval(timer);
      });
    });
  }

  /** Limits of one metric; reactive. */
  of(device: Device, metric: Metric): RuleLimit[] {
    return limitsOfRules(this.#rules(), device, metric);
  }

  /** Charts go on without limits while the rules cannot be read. */
  #read(): void {
    if (performance.now() - this.#readAt < KEPT_MS / 2) return;
    this.#readAt = performance.now();
    void this.#api.list().then(
      (rules) => {
        this.#rules.set(rules);
      },
      () => {
        this.#readAt = -Infinity;
      },
    );
  }
}

/** The limits that enabled rules set for one metric of a device. */
export function limitsOfRules(rules: readonly AlertRule[], device: Device, metric: Metric): RuleLimit[] {
  const scoped = { id: device.id, labels: device.labels, meta: metaOf(device) };
  return rules.flatMap((rule) => {
    if (!rule.enabled || rule.metric !== metric.name || !covers(rule, scoped)) return [];
    const { evaluator } = compile(rule, scoped);
    const found = evaluator ? levelsOf(evaluator.condition) : [];
    return found.map((level) => ({ ...level, rule: rule.name, severity: rule.severity }));
  });
}

/** Heights on the value axis beyond which the condition is met; limits of a compiled condition are numbers. */
function levelsOf(condition: Condition): Pick<RuleLimit, 'value' | 'side'>[] {
  switch (condition.type) {
    case 'above':
    case 'below':
      return level(condition.value, condition.type);
    case 'outside':
      return [...level(condition.high, 'above'), ...level(condition.low, 'below')];
    default:
      return [];
  }
}

function level(value: number | string, side: RuleLimit['side']): Pick<RuleLimit, 'value' | 'side'>[] {
  return typeof value === 'number' ? [{ value, side }] : [];
}

/** What the device states about its metrics, as rules may name it. */
function metaOf({ metrics }: Device): DeviceMeta {
  const stated = metrics.map(({ name, min, max, limits }) => {
    const ends = { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
    return [name, { ...ends, ...(limits === null ? {} : { limits }) }] as const;
  });
  return { metrics: Object.fromEntries(stated) };
}
