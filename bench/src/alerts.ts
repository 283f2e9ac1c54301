import { killsOfAlerts } from './alerts/kills.ts';
import { load } from './alerts/load.ts';
import { preview } from './alerts/preview.ts';
import { reaction } from './alerts/reaction.ts';
import type { AlertsRun } from './measure/alerts-run.ts';
import type { AlertPart, BenchOptions } from './options.ts';
import { alertsOutcome } from './report/alerts-report.ts';
import { tell, type Outcome } from './report/outcome.ts';

/**
 * How soon somebody hears of a reading beyond a limit, what rules cost each reading, whether kills lose or repeat an
 * alert, and how long a rule takes to be replayed on the past.
 */
export async function run({ quick, kills, part, rounds }: BenchOptions): Promise<Outcome> {
  const wants = (one: AlertPart) => part === undefined || part === one;
  const found: AlertsRun = {};
  if (wants('preview')) {
    tell('preview of 30 days');
    found.preview = await preview(quick);
  }
  if (wants('reaction')) {
    tell('reading to webhook');
    found.reaction = await reaction(quick);
  }
  if (wants('load')) {
    tell('CPU of rules');
    found.load = await load(quick, rounds);
  }
  if (wants('kills')) {
    tell('kills over crossings');
    found.kills = await killsOfAlerts(kills ?? (quick ? 5 : 50), quick);
  }
  return alertsOutcome(found);
}
