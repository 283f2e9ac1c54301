import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AlertsModule } from '../src/alerts/alerts.module.js';
import { ALERTS } from '../src/ports/alert-calls.js';
import { KNOWN_CHANNELS, type KnownChannels } from '../src/ports/known-channels.js';
import { LIVE_BUS } from '../src/ports/live-bus.js';
import { startFeature, type HistoryWorld } from './history-app.js';
import type { MemoryAlerts } from './memory-alerts.js';

/** The routes of alerts over readings and rules in memory. */
export function startAlertsApp(world: HistoryWorld, calls: MemoryAlerts): Promise<NestFastifyApplication> {
  const ports = [
    { provide: ALERTS, useValue: calls },
    {
      provide: KNOWN_CHANNELS,
      useValue: { unknown: (ids) => ids.filter((id) => id === 'gone') } satisfies KnownChannels,
    },
    { provide: LIVE_BUS, useValue: world.bus },
  ];
  return startFeature(AlertsModule, world, { ports });
}
