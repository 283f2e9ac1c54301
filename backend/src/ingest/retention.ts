import { Logger } from '@nestjs/common';
import { parseSeriesName, retentionSchema, type Retention, type RetentionRule } from '@sensorium/contracts';
import { matchesGlob } from '@sensorium/domain/globs';
import type { KeepRules, ReadingStore } from '../ports/reading-store.js';
import type { RegistryStore } from '../ports/registry-store.js';
import type { Registry } from './registry.js';

/** Name of the setting in the registry's database. */
const SETTING = 'retention';

const DAY_MS = 86_400_000;

/** How often old readings are forgotten. */
const EXPIRE_MS = 3_600_000;

/** How long readings are kept, and the forgetting of older ones. */
export class RetentionKeeper {
  private readonly logger = new Logger('history');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: {
      settings: Pick<RegistryStore, 'setting' | 'saveSetting'>;
      store: Pick<ReadingStore, 'expire'>;
      registry: Registry;
      /** Days from the settings of the program; undefined keeps for good. */
      days: number | undefined;
      /** Our time, ms. */
      now: () => number;
    },
  ) {}

  /** Begins at once: a program that is started often must forget too. */
  start(): void {
    void this.expire();
    this.timer = setInterval(() => void this.expire(), EXPIRE_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async read(): Promise<Retention> {
    const stored = retentionSchema.safeParse(await this.parts.settings.setting(SETTING));
    return stored.success ? stored.data : { days: this.parts.days ?? null, maxBytes: null, rules: [] };
  }

  /** Sets it and forgets what is older, which may go on after this resolves. */
  async write(retention: Retention): Promise<void> {
    await this.parts.settings.saveSetting(SETTING, retention);
    void this.expire();
  }

  /** Forgets what is older than it should be. Never rejects: the next hour tries again. */
  private async expire(): Promise<void> {
    try {
      const rules = keepRules(await this.read(), this.parts.registry, this.parts.now());
      if (rules.series.length === 0 && rules.others === -Infinity && rules.maxBytes === null) return;
      const gone = await this.parts.store.expire(rules);
      if (gone > 0) this.logger.log(`${gone} readings were older than they are kept for, or too many`);
    } catch (error) {
      this.logger.warn(
        `old readings stay for now: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

/** What a retention means for the series that there are; `now` in ms. */
export function keepRules({ days, maxBytes, rules }: Retention, registry: Registry, now: number): KeepRules {
  const keepFrom = (some: number | null) => (some === null ? -Infinity : now - some * DAY_MS);
  const series: KeepRules['series'] = [];
  if (rules.length > 0) {
    for (const device of registry.devices()) {
      for (const { n, metric } of device.series.values()) {
        const rule = rules.find((one) => fits(one, device.publicId, metric));
        if (rule) series.push({ n, keepFrom: keepFrom(rule.days) });
      }
    }
  }
  return { series, others: keepFrom(days), maxBytes };
}

function fits(rule: RetentionRule, device: string, metric: string): boolean {
  const name = parseSeriesName(rule.series);
  return name !== undefined && fitsPart(name.device, device) && fitsPart(name.metric, metric);
}

/** As in selections `*` alone stands for the whole part, `/` included. */
function fitsPart(pattern: string, text: string): boolean {
  return pattern === '*' || matchesGlob(pattern, text);
}
