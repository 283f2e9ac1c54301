import { alertReasonSchema, severitySchema, type Alert } from '@sensorium/contracts';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AlertView } from '../ports/alert-view.js';

const OPEN_STATES = ['pending', 'firing', 'recovering'] as const satisfies readonly Alert['state'][];

/** What is known of alerts, in the registry of metrics. Every combination is there from the start, as 0. */
export function registerAlertMetrics(registry: Registry, alerts: AlertView): void {
  new Gauge({
    name: 'sensorium_alerts',
    help: 'Alerts that are not resolved, by state and severity',
    labelNames: ['state', 'severity'],
    registers: [registry],
    collect() {
      for (const state of OPEN_STATES)
        for (const severity of severitySchema.options) this.set({ state, severity }, 0);
      for (const { state, severity } of alerts.open()) this.inc({ state, severity });
    },
  });
  new Counter({
    name: 'sensorium_alert_transitions_total',
    help: 'Transitions of alerts since the start, by reason',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const reason of alertReasonSchema.options)
        this.inc({ reason }, alerts.transitions.get(reason) ?? 0);
    },
  });
}
