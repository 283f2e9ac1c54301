import { expect, it } from 'vitest';
import { LiveWorld } from '../../test/live-world.js';
import { testAlert } from '../../test/memory-alerts.js';
import type { Ingest } from '../ports/ingest.js';
import type { AlertNews } from '../ports/live-bus.js';
import { HealthService } from './health.service.js';
import { MetricsService } from './metrics.service.js';
import { noticesOf } from './system-notices.js';

function publish(world: LiveWorld, news: Partial<AlertNews>): void {
  world.publish({ alerts: { alerts: [], entries: [], unsaved: null, rules: false, ...news } });
}

it('metrics count alerts by state and severity, and transitions by reason, from 0 on', async () => {
  const world = new LiveWorld();
  const metrics = new MetricsService(world.fleet, world.list, { list: () => null }, world.alerts);
  expect(await metrics.text()).toContain('sensorium_alerts{state="firing",severity="critical"} 0');
  const event = { type: 'transition', from: 'ok', to: 'firing', reason: 'beyond' } as const;
  publish(world, {
    alerts: [testAlert({ severity: 'critical' }), testAlert({ id: 'a2', severity: 'critical' })],
    entries: [{ id: 1, alert: 'a1', at: 1, event: { ...event, value: 1, limit: 0, message: '' } }],
  });
  const text = await metrics.text();
  metrics.onModuleDestroy();
  expect(text).toContain('sensorium_alerts{state="firing",severity="critical"} 2');
  expect(text).toContain('sensorium_alert_transitions_total{reason="beyond"} 1');
  expect(text).toContain('sensorium_alert_transitions_total{reason="cleared"} 0');
});

it('alerts that are not saved degrade the program, and are a notice', async () => {
  const world = new LiveWorld();
  const ingest: Pick<Ingest, 'fault' | 'since'> = { fault: () => undefined, since: () => 0 };
  const health = new HealthService(world.fleet, ingest as Ingest, world.alerts, { failing: () => [] });
  const notices = () => {
    const { parts } = health.readiness();
    return noticesOf(
      { link: null, history: null, stats: null, alerts: parts.alerts, channels: health.failingChannels() },
      0,
      1,
    );
  };
  await world.alerts.onApplicationBootstrap();
  expect(health.readiness().parts.alerts.state).toBe('up');
  expect(notices()).toEqual([]);
  publish(world, { unsaved: 'disk full' });
  expect(health.readiness()).toMatchObject({
    ready: true,
    parts: { alerts: { state: 'degraded', message: 'disk full' } },
  });
  expect(notices()).toMatchObject([{ code: 'alerts-unsaved', severity: 'critical' }]);
});
