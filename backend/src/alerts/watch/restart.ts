import type { Alert } from '@sensorium/contracts';
import type { AlertContent, StoredInstance } from '../../ports/alert-store.js';
import type { Incidents } from './incidents.js';
import type { InstanceList } from './instance-list.js';
import type { Keeper } from './keeper.js';
import type { Outbox } from './outbox.js';
import { GATEWAY_LOST, LINK_LOST, type RootCauses } from './root-causes.js';
import type { Slot } from './watched.js';

interface RestartParts {
  list: InstanceList;
  keeper: Keeper;
  incidents: Incidents;
  roots: RootCauses;
  outbox: Outbox;
}

/**
 * Lets instances and incidents go on where they were: every device takes up the states of its rules, every open incident
 * its instance. What has no rule or no device any more ends. `now` in µs.
 */
export function restart(parts: RestartParts, { instances, open }: AlertContent, now: number): void {
  const states = byDevice(instances);
  const slots = [...parts.list.all()];
  for (const slot of slots) parts.keeper.device(slot, now, states.get(slot.device.uid));
  for (const alert of open) takeUp(parts, alert, now);
  for (const slot of slots) withoutIncident(parts, slot);
  for (const { rule, uid, metric } of instances) {
    const watched = uid === null ? undefined : parts.list.slot(uid)?.watched.get(rule);
    if (watched?.rule.metric !== metric) parts.outbox.gone({ rule, uid, metric });
  }
}

function takeUp({ list, keeper, incidents, roots }: RestartParts, alert: Alert, now: number): void {
  if (alert.rule.id === LINK_LOST || (alert.rule.id === GATEWAY_LOST && list.slot(alert.uid ?? ''))) {
    roots.restore(alert);
    return;
  }
  const watched = alert.uid === null ? undefined : list.slot(alert.uid)?.watched.get(alert.rule.id);
  const goesOn = watched?.rule.metric === alert.metric && watched.instance.phase !== 'ok';
  if (!watched || !goesOn) keeper.closeOrphan(alert, now);
  else {
    incidents.restore(alert, watched);
    incidents.redescribe(watched, now);
  }
}

function withoutIncident({ keeper }: RestartParts, slot: Slot): void {
  for (const watched of slot.watched.values()) {
    if (watched.instance.phase !== 'ok' && !watched.alert) keeper.reset(watched);
  }
}

function byDevice(instances: readonly StoredInstance[]): Map<string, Map<string, StoredInstance>> {
  const devices = new Map<string, Map<string, StoredInstance>>();
  for (const instance of instances) {
    if (instance.uid === null) continue;
    const rules = devices.get(instance.uid) ?? new Map<string, StoredInstance>();
    devices.set(instance.uid, rules.set(instance.rule, instance));
  }
  return devices;
}
