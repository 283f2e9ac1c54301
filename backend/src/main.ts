import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startEmbeddedBroker, type EmbeddedBroker } from './adapters/broker/embedded-broker.js';
import { createApp } from './app.js';
import { loadSettings } from './config/environment.js';
import { createLogger } from './config/logger.js';
import type { MqttSettings, Settings } from './config/settings.js';
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from './listen.js';
import { FLEET_VIEW, type FleetView } from './ports/fleet-view.js';

/** Two signals within this time are one: the terminal and the parent process both pass a Ctrl-C on. */
const SAME_SIGNAL_MS = 1_000;

/** How long the start waits for the link. */
const LINK_WAIT_MS = 2_000;

/** What the program tells the process that started it, once it serves. */
export interface ReadyMessage {
  type: 'ready';
  url: string;
  demo: boolean;
  broker: { url: string; external: boolean; username?: string; password?: string; caFile?: string };
}

try {
  await run(loadSettings(process.env, process.cwd()));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function run(settings: Settings): Promise<void> {
  Logger.overrideLogger(createLogger(settings.logLevel));
  const broker = settings.mqtt.url === undefined ? await startBroker(settings) : undefined;
  const resolved = broker ? withBroker(settings, broker) : settings;
  const app = await createApp(resolved, broker?.refusals);
  const stop = () => stopAll(app, broker);
  stopOnSignal(stop);
  const url = await listen(app, settings.http).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  if (broker) openWhenLinked(app, broker);
  await linkTried(app);
  process.send?.(readyMessage(settings, resolved.mqtt, url));
  if (!process.send) process.stdout.write(`Sensorium ready at ${url}\n`);
}

async function startBroker({ mqtt }: Settings): Promise<EmbeddedBroker> {
  const logger = new Logger('broker');
  const broker = await startEmbeddedBroker(mqtt, (error) => {
    logger.fatal(`the embedded broker has failed: ${String(error)}`);
    process.exit(1);
  });
  if (!mqtt.portGiven && broker.port !== mqtt.port)
    logger.warn(`port ${mqtt.port} is taken, using ${broker.port}`);
  logger.log(`devices can publish to mqtt://${broker.host}:${broker.port}`);
  return broker;
}

/** Waits until the link to the broker is up, or was tried for a while: what it has to say comes first. */
async function linkTried(app: NestFastifyApplication): Promise<void> {
  const fleet = app.get<FleetView>(FLEET_VIEW);
  const end = performance.now() + LINK_WAIT_MS;
  while (fleet.link?.state !== 'up' && performance.now() < end) await pause(20);
}

/** Our own link logs in with the key of the broker. */
function withBroker(settings: Settings, { port, key }: EmbeddedBroker): Settings {
  return { ...settings, mqtt: { ...settings.mqtt, port, username: 'sensorium', password: key } };
}

/** Devices may come when our link is up for the first time; what they publish earlier would reach nobody. */
function openWhenLinked(app: NestFastifyApplication, broker: EmbeddedBroker): void {
  const fleet = app.get<FleetView>(FLEET_VIEW);
  const openIfUp = () => {
    if (fleet.link?.state !== 'up') return;
    forget();
    broker.open();
  };
  const forget = fleet.onStep(openIfUp);
  openIfUp();
}

async function stopAll(app: NestFastifyApplication, broker: EmbeddedBroker | undefined): Promise<void> {
  broker?.shut();
  await app.close();
  await broker?.stop();
}

function readyMessage({ mqtt, demo }: Settings, { port }: MqttSettings, url: string): ReadyMessage {
  const { username, password, caFile } = mqtt;
  return {
    type: 'ready',
    url,
    demo,
    broker: {
      url: mqtt.url ?? `mqtt://${mqtt.host}:${port}`,
      external: mqtt.url !== undefined,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(caFile === undefined ? {} : { caFile }),
    },
  };
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stoppedAt: number | undefined;
  const onEnd = () => {
    if (stoppedAt !== undefined) {
      if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppedAt = performance.now();
    void stop().finally(() => process.exit());
  };
  for (const end of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(end, onEnd);
}
