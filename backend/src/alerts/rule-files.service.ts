import { Inject, Injectable } from '@nestjs/common';
import {
  ruleBodySchema,
  type AlertRule,
  type ImportedRule,
  type RuleBody,
  type RuleImport,
  type RuleImportReport,
} from '@sensorium/contracts';
import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { RuleCheck } from './rule-check.js';
import { fileRuleSchema, readRules, writeRules, writtenOf } from './rule-yaml.js';

/** Faults of one rule that are told. */
const ERRORS_MAX = 10;

type FileRule = z.output<typeof fileRuleSchema>;
type Outcome = Pick<ImportedRule, 'id' | 'outcome' | 'errors'>;
type Written = Omit<Outcome, 'errors'>;

/** Rules as YAML files, both ways. */
@Injectable()
export class RuleFiles {
  constructor(
    @Inject(ALERTS) private readonly calls: AlertCalls,
    private readonly check: RuleCheck,
  ) {}

  async export(): Promise<string> {
    return writeRules(await this.calls.rules());
  }

  /** Takes each rule by itself: one that is refused keeps no other away. */
  async import({ yaml, mode, dryRun, by }: RuleImport): Promise<RuleImportReport> {
    const found = readRules(yaml);
    const known = mode === 'replace' ? new KnownRules(await this.calls.rules()) : undefined;
    const rules: ImportedRule[] = [];
    for (const [place, one] of found.entries()) {
      const { data, error } = fileRuleSchema.safeParse(one);
      if (!data) {
        rules.push({ place, name: nameOf(one), ...refused(error.issues) });
        continue;
      }
      const body = ruleBodySchema.parse({ ...data, by });
      rules.push({ place, name: body.name, ...(await this.take(body, known?.take(data), dryRun)) });
    }
    return { dryRun, ...countsOf(rules), rules };
  }

  private async take(body: RuleBody, known: AlertRule | undefined, dryRun: boolean): Promise<Outcome> {
    const faults = this.check.faultsOf(body);
    if (faults.length > 0) return refused(faults);
    try {
      return { ...(await this.write(body, known, dryRun)), errors: [] };
    } catch (error) {
      return refused([{ path: [], message: error instanceof Error ? error.message : String(error) }]);
    }
  }

  private async write(body: RuleBody, known: AlertRule | undefined, dryRun: boolean): Promise<Written> {
    if (!known) return { id: dryRun ? null : (await this.calls.createRule(body)).id, outcome: 'created' };
    const { id } = known;
    if (isDeepStrictEqual(writtenOf(body), writtenOf(known))) return { id, outcome: 'unchanged' };
    if (!dryRun) await this.calls.replaceRule(id, body);
    return { id, outcome: 'replaced' };
  }
}

/** Rules that a file may replace, each once: by id, else by a name that only one has. */
class KnownRules {
  private readonly left: Map<string, AlertRule>;

  constructor(rules: readonly AlertRule[]) {
    this.left = new Map(rules.map((rule) => [rule.id, rule]));
  }

  take({ id, name }: FileRule): AlertRule | undefined {
    const rule = this.left.get(id ?? '') ?? this.named(name);
    if (rule) this.left.delete(rule.id);
    return rule;
  }

  private named(name: string): AlertRule | undefined {
    const found = [...this.left.values()].filter((rule) => rule.name === name);
    return found.length === 1 ? found[0] : undefined;
  }
}

function refused(issues: readonly { path: PropertyKey[]; message: string }[]): Outcome {
  const errors = issues
    .slice(0, ERRORS_MAX)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return { id: null, outcome: 'refused', errors };
}

function nameOf(rule: unknown): string | null {
  if (typeof rule !== 'object' || rule === null || !('name' in rule)) return null;
  return typeof rule.name === 'string' ? rule.name.slice(0, 256) : null;
}

function countsOf(rules: readonly ImportedRule[]): Record<ImportedRule['outcome'], number> {
  const counts = { created: 0, replaced: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of rules) counts[outcome] += 1;
  return counts;
}
