import { Logger } from '@nestjs/common';
import { ruleBodySchema, type RuleBody } from '@sensorium/contracts';
import type { AlertStore, StoredRule } from '../../ports/alert-store.js';
import type { RuleBook } from './rule-book.js';

const MINUTE_MS = 60_000;
const AUTHOR = 'Sensorium';

/** Only devices of the simulator: on somebody's own broker the demo watches nothing of theirs. */
const SIMULATED = { source: 'simulator' };
const COLD_STORES = ['busan-freezer-*', 'busan-blast-*', 'busan-bait-*'];
const PUMPS = ['porto-pump-*', 'porto-dosing', 'rotterdam-irrigation'];

/** Rules of the demo fleet by id: one of each way to write one, and all of use. */
const DEMO: Record<string, Omit<Partial<RuleBody>, 'condition'> & Pick<RuleBody, 'name' | 'condition'>> = {
  'demo-cold-store-warm': {
    name: 'Cold store too warm',
    severity: 'critical',
    devices: COLD_STORES,
    metric: 'temperature',
    condition: { type: 'above', value: 'meta.warning.high', clear: -16 },
    forMs: 15_000,
    runbook: 'Look at the door and at the compressor; move the goods if it is warmer than -12 °C.',
  },
  'demo-cold-store-door': {
    name: 'Door of a cold store left open',
    severity: 'info',
    devices: COLD_STORES,
    metric: 'door',
    condition: { type: 'equals', value: true },
    forMs: 2 * MINUTE_MS,
    runbook: 'Close it; the room warms by a degree every few seconds.',
  },
  'demo-pump-vibration': {
    name: 'Pump vibrates',
    severity: 'warning',
    devices: PUMPS,
    metric: 'vibration',
    condition: { type: 'outside', low: 0, high: 4.5, deadband: 0.5 },
    clearForMs: 10_000,
    runbook: 'Plan a look at its bearing.',
  },
  'demo-pump-stop': {
    name: 'Pump must be stopped',
    severity: 'critical',
    devices: PUMPS,
    condition: {
      type: 'all',
      of: [
        { metric: 'running', type: 'equals', value: true },
        { metric: 'vibration', type: 'above', value: 'meta.critical.high' },
      ],
    },
    runbook: 'Stop it before the bearing breaks, and start the spare one.',
  },
  'demo-silent': {
    name: 'Device is silent',
    severity: 'warning',
    devices: ['busan-*', 'rotterdam-*', 'porto-*'],
    condition: { type: 'silent', afterMs: 75_000 },
    runbook: 'Look at its power and its radio link.',
  },
};

function demoRules(now: number): StoredRule[] {
  return Object.entries(DEMO).map(([id, fields]) => ({
    ...ruleBodySchema.parse({ ...fields, labels: SIMULATED }),
    ...{ id, version: 1, createdAt: now, updatedAt: now, by: AUTHOR },
  }));
}

/** Gives a new installation the rules of the demo; `now` in ms. Where they cannot be saved they work all the same. */
export async function bringDemoRules(store: AlertStore, book: RuleBook, now: number): Promise<void> {
  const rules = demoRules(now);
  for (const rule of rules) book.put(rule);
  const nothing = { removedRules: [], instances: [], rested: [], incidents: [], log: [] };
  const versions = rules.map((rule) => ({
    rule: rule.id,
    version: { version: rule.version, at: now, by: AUTHOR, body: rule },
  }));
  try {
    await store.save({ ...nothing, rules, versions });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    new Logger('alerts').warn(`the rules of the demo cannot be saved: ${reason}`);
  }
}
