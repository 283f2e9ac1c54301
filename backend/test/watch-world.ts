import { ruleBodySchema, type Alert, type AlertLogEntry, type RuleBody } from '@sensorium/contracts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteAlertStore } from '../src/adapters/sqlite/sqlite-alert-store.js';
import { SqliteDatabase } from '../src/adapters/sqlite/sqlite-database.js';
import { WatchDesk } from '../src/alerts/watch/watch-desk.js';
import { Watch } from '../src/alerts/watch/watch.js';
import { parseSettings } from '../src/config/settings.js';
import type { AlertChanges } from '../src/ports/alert-store.js';
import type { WatchedDevice } from '../src/ports/alert-watch.js';
import type { LinkStatus } from '../src/ports/broker-link.js';
import type { AlertNews } from '../src/ports/live-bus.js';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
/** Rules are written by the clock of the machine. */
export const T0 = Date.now() * 1_000;

export const NOTHING: AlertChanges = {
  rules: [],
  removedRules: [],
  versions: [],
  instances: [],
  rested: [],
  incidents: [],
  log: [],
};

/** A store whose disk can be full. */
export class Disk extends SqliteAlertStore {
  fault: string | null = null;

  override save(changes: AlertChanges): Promise<void> {
    return this.fault === null ? super.save(changes) : Promise.reject(new Error(this.fault));
  }
}

export interface Started {
  watch: Watch;
  desk: WatchDesk;
  disk: Disk;
  news: AlertNews[];
}

/** Watches over alerts with their data in a folder of their own; several may be there one after the other. */
export class WatchWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'sensorium-watch-'));
  private readonly open: { database: SqliteDatabase; watch: Watch }[] = [];

  async start(
    devices: WatchedDevice[],
    now = T0,
    { demo = false, dataDir = this.folder } = {},
  ): Promise<Started> {
    const database = new SqliteDatabase({ dataDir });
    const disk = new Disk(database);
    const watch = new Watch(disk, parseSettings({ DATA_DIR: dataDir, DEMO: demo ? 'on' : 'off' }, '/'));
    this.open.push({ database, watch });
    const news: AlertNews[] = [];
    watch.onNews(() => {
      const taken = watch.takeNews();
      if (taken) news.push(taken);
    });
    await watch.start(devices, now);
    return { watch, desk: new WatchDesk(watch, disk), disk, news };
  }

  async stopAll(): Promise<void> {
    for (const { database, watch } of this.open.splice(0)) {
      await watch.outbox.flush();
      await watch.close();
      await database.onApplicationShutdown();
    }
  }

  async end(): Promise<void> {
    await this.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function device(id: string, n: number, fields: Partial<WatchedDevice> = {}): WatchedDevice {
  const series = { n, unit: '°C', values: null, lastSeen: null };
  return {
    uid: `uid-${id}`,
    publicId: id,
    name: id,
    site: 'Busan',
    kind: null,
    parent: null,
    isLinked: true,
    labels: {},
    meta: null,
    metrics: new Map([['temperature', series]]),
    ...fields,
  };
}

export function rule(fields: Partial<RuleBody> = {}): RuleBody {
  const condition = { type: 'above', value: 5, clear: 4 };
  return ruleBodySchema.parse({ name: 'Too warm', metric: 'temperature', condition, by: 'Kim', ...fields });
}

export const SILENT: Partial<RuleBody> = {
  name: 'Silent',
  metric: null,
  condition: { type: 'silent', afterMs: 60_000 },
};

export function say(
  { watch }: Started,
  n: number,
  value: number | boolean | string,
  at: number,
  t = at,
): void {
  watch.reading({ n, t, received: at, value, quality: 'good' });
}

export function link(state: LinkStatus['state'], since: number): LinkStatus {
  const none = { reason: null, protocol: null, probeMs: null, dropped: null };
  return { state, since, refused: [], ...none, takenOver: false, silent: false };
}

export function told(of: Pick<WatchedDevice, 'uid'>, presence: 'live' | 'stale' | 'offline' | 'unknown') {
  const metrics = [{ name: 'temperature', state: presence, interval: null, intervalSource: null }];
  const cause = { code: 'reading' } as const;
  return { uid: of.uid, presence, since: 0, reason: '', cause, metrics };
}

export async function all({ desk }: Started, state?: Alert['state'][]): Promise<Alert[]> {
  return (await desk.alerts({ limit: 1_000, state })).alerts;
}

export async function states(started: Started): Promise<string[]> {
  const alerts = await all(started, ['pending', 'firing', 'recovering', 'resolved']);
  return alerts.map(({ device: of, state, reason }) => `${of} ${state} ${reason}`).sort();
}

export function reasons(entries: readonly AlertLogEntry[]): string[] {
  return entries.map(({ event }) => (event.type === 'transition' ? event.reason : event.type));
}
