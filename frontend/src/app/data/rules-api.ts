import { Injectable, inject } from '@angular/core';
import type {
  AlertRule,
  AlertRuleList,
  PreviewAnswer,
  RuleBody,
  RuleImport,
  RuleImportReport,
  RulePreview,
  RuleVersion,
  RuleVersionList,
} from '@sensorium/contracts';
import { Api } from './api';

const PATH = 'api/alert-rules';

/** The rules of alerts on the server. Every method rejects with an `ApiFault` that names the fields at fault. */
@Injectable({ providedIn: 'root' })
export class RulesApi {
  readonly #api = inject(Api);

  /** All rules, page by page. */
  async list(): Promise<AlertRule[]> {
    const rules: AlertRule[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page: AlertRuleList = await this.#api.getJson(`${PATH}?limit=1000${cursor}`);
      rules.push(...page.rules);
      ({ next } = page);
    }
    return rules;
  }

  get(id: string): Promise<AlertRule> {
    return this.#api.getJson(pathOf(id));
  }

  create(body: RuleBody): Promise<AlertRule> {
    return this.#api.postJson(PATH, body);
  }

  /** Writes the next version. */
  replace(id: string, body: RuleBody): Promise<AlertRule> {
    return this.#api.putJson(pathOf(id), body);
  }

  /** `by`: who does it, for the log of what it resolves. */
  async delete(id: string, by: { by?: string }): Promise<void> {
    await this.#api.deleteJson(`${pathOf(id)}?${new URLSearchParams(by).toString()}`);
  }

  /** All versions, newest first. */
  async versions(id: string): Promise<readonly RuleVersion[]> {
    const { versions } = await this.#api.getJson<RuleVersionList>(`${pathOf(id)}/versions`);
    return versions;
  }

  /** The incidents that a rule would have given; `signal` gives the request up. */
  preview(rule: RulePreview, signal?: AbortSignal): Promise<PreviewAnswer> {
    return this.#api.postJson(`${PATH}/preview`, rule, undefined, signal);
  }

  /** Address of all rules as a YAML file. */
  fileAddress(): string {
    return this.#api.addressOf(`${PATH}/export.yaml`);
  }

  /** Takes the rules of such a file; with `dryRun` only says what would become of each. */
  takeFile(file: RuleImport): Promise<RuleImportReport> {
    return this.#api.postJson(`${PATH}/import`, file);
  }
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
