import type { AlertRule, AlertRuleList, Channel, RuleBody } from '@sensorium/contracts';
import { get, post } from './api.ts';

/** Values of the benchmark's messages stay inside; a rule that fires would measure something else. */
const NEVER = 1_000_000;

/** Of a rule what a benchmark says; the rest is as the backend fills it in. */
export type RulePlan = Pick<RuleBody, 'name' | 'condition'> & Partial<RuleBody>;

/** Webhooks that wait for no company. */
export const AT_ONCE = { waitMs: 0, updateMs: 0, remindMs: 0 };

export function addRule(url: string, plan: RulePlan): Promise<AlertRule> {
  return post(url, 'api/alert-rules', plan);
}

/** Makes alert rules on `devices` (globs) that look at every reading of `metrics`, in turn, and never fire. */
export async function addRules(
  url: string,
  count: number,
  metrics: readonly string[],
  devices: string[] = ['*'],
): Promise<void> {
  for (let place = 0; place < count; place++) {
    const metric = metrics[place % metrics.length] ?? '';
    const condition = { type: 'above', value: NEVER + place } as const;
    await addRule(url, { name: `bench ${place}`, devices, metric, condition });
  }
}

/** How many devices all rules together are at work on. */
export async function instanceCount(url: string): Promise<number> {
  const { rules } = await get<AlertRuleList>(url, 'api/alert-rules');
  return rules.reduce((sum, { matches }) => sum + matches, 0);
}

/** Makes a channel of webhooks; resolves to its id. */
export async function addWebhook(url: string, to: string): Promise<string> {
  const settings = { url: to };
  const { id } = await post<Channel>(url, 'api/notification-channels', {
    name: 'bench',
    type: 'webhook',
    settings,
  });
  return id;
}
