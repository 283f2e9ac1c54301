import { Global, Module, StandardSchemaValidationPipe, type DynamicModule, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TEXT, type Kind, type Retention, type Site, type Value } from '@sensorium/contracts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registerBodyRules } from '../src/access/body-rules.js';
import { ErrorFilter } from '../src/access/error.filter.js';
import { InProcessLiveBus } from '../src/adapters/live-bus/in-process-live-bus.js';
import { ConfigModule } from '../src/config/config.module.js';
import { parseSettings } from '../src/config/settings.js';
import { MemoryFleetView } from '../src/fleet/memory-fleet-view.js';
import { HistoryModule } from '../src/history/history.module.js';
import { ApiError } from '../src/ports/api-error.js';
import { Clock } from '../src/ports/clock.js';
import { FLEET_VIEW } from '../src/ports/fleet-view.js';
import {
  HISTORY_WRITER,
  STORED_READINGS,
  type BackupCounts,
  type HistoryWriter,
  type ImportFaultAt,
  type ImportRows,
} from '../src/ports/history-calls.js';
import type { DeviceRecord, LiveStep, MetricRecord } from '../src/ports/live-bus.js';
import type { StoreColumns } from '../src/ports/reading-store.js';
import { MemoryReadingStore } from './memory-reading-store.js';

/** The present of the tests: 2026-11-23T12:00Z, ms. */
export const NOW = Date.UTC(2026, 10, 23, 12);

/** One reading of a test; `t` in ms. */
export type Sample = readonly [t: number, value: Value, flags?: number | undefined];

/** What the ingest thread does for history, over a store in memory. */
export class HistoryWorld implements HistoryWriter {
  readonly store = new MemoryReadingStore();
  readonly bus = new InProcessLiveBus();
  readonly fleet = new MemoryFleetView(this.bus);
  private readonly devices = new Map<string, DeviceRecord>();
  private seriesEnd = 0;
  private retention: Retention = { days: null, maxBytes: null, rules: [] };
  /** Set: every call of the writer fails with it. */
  paused: ApiError | undefined;
  /** Rows that were handed over by imports. */
  imported = 0;
  /** Reasons for which series are refused, by device. */
  readonly refused = new Map<string, string>();
  /** What a call of the writer waits for. */
  gate: Promise<void> = Promise.resolve();

  publish(step: Partial<LiveStep>): void {
    const nothing = { devices: [], removed: [], readings: null, presence: [], activity: [] };
    this.bus.publish({
      time: NOW * 1_000,
      ...nothing,
      sites: null,
      link: null,
      stats: null,
      history: null,
      alerts: null,
      ...step,
    });
  }

  setSites(sites: Site[]): void {
    this.publish({ sites });
  }

  /** Makes a series of a device (its uid is `u-<id>`), or changes what is known of it. */
  series(id: string, name: string, kind: Kind, more: Partial<MetricRecord> & { site?: string } = {}): number {
    const { site = null, ...metric } = more;
    const device = this.devices.get(id) ?? newDevice(id);
    const known = device.metrics.find((one) => one.name === name);
    const n = known?.n ?? this.seriesEnd++;
    const nothing = {
      label: null,
      unit: null,
      min: null,
      max: null,
      limits: null,
      unitSource: null,
      class: null,
      values: null,
    };
    const metrics = [
      ...device.metrics.filter((one) => one !== known),
      { ...nothing, ...known, ...metric, n, name, kind },
    ];
    const changed = { ...device, site: site ?? device.site, metrics };
    this.devices.set(id, changed);
    this.publish({ devices: [changed] });
    return n;
  }

  /** The interval of a metric, as presence tells it. */
  setInterval(id: string, name: string, interval: number): void {
    const cause = { code: 'reading' } as const;
    const metrics = [{ name, state: 'live' as const, interval, intervalSource: 'stated' as const }];
    const told = { uid: `u-${id}`, presence: 'live' as const, since: NOW, reason: '', cause, metrics };
    this.publish({ presence: [told] });
  }

  async append(n: number, samples: readonly Sample[]): Promise<void> {
    await this.store.append({
      readings: columnsOf(samples.map((sample) => [n, sample])),
      deliveries: NO_DELIVERIES,
    });
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  async importRows(rows: ImportRows): Promise<ImportFaultAt[]> {
    await this.ready();
    const numbers = rows.names.map(({ device, metric, unit }, place) => {
      const first = rows.value[rows.series.indexOf(place)];
      return this.series(device, metric, kindOf(first), { unit });
    });
    const faults: ImportFaultAt[] = [];
    const samples: [number, Sample][] = [];
    rows.value.forEach((value, place) => {
      const reason = this.refused.get(rows.names[rows.series[place] ?? 0]?.device ?? '');
      if (reason !== undefined) faults.push({ line: rows.line[place] ?? 0, reason });
      else
        samples.push([
          numbers[rows.series[place] ?? 0] ?? 0,
          [(rows.t[place] ?? 0) / 1_000, value, rows.flags[place]],
        ]);
    });
    await this.store.append({ readings: columnsOf(samples), deliveries: NO_DELIVERIES });
    this.imported += rows.count;
    return faults;
  }

  async backup(folder: string): Promise<BackupCounts> {
    await this.ready();
    await writeFile(join(folder, 'history.duckdb'), 'history');
    await writeFile(join(folder, 'registry.sqlite'), 'registry');
    return { readings: 3, series: 2, devices: 1 };
  }

  async getRetention(): Promise<Retention> {
    await this.ready();
    return this.retention;
  }

  async setRetention(retention: Retention): Promise<void> {
    await this.ready();
    this.retention = retention;
  }

  private async ready(): Promise<void> {
    await this.gate;
    if (this.paused) throw this.paused;
  }
}

const NO_DELIVERIES = { ids: new Uint16Array(), hashes: new Uint32Array() };

function newDevice(id: string): DeviceRecord {
  return {
    ...{
      id,
      uid: `u-${id}`,
      name: id,
      dialect: 'native',
      source: 'main',
      site: null,
      kind: null,
      model: null,
      parent: null,
      clockAssumption: null,
    },
    ...{ labels: {}, aliases: [`alias-${id}`], edited: [], outOfService: null, location: null },
    ...{ firstSeen: NOW * 1_000, metrics: [] },
  };
}

function kindOf(value: Value | undefined): Kind {
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'number';
}

function columnsOf(rows: readonly [n: number, sample: Sample][]): StoreColumns {
  const texts: string[] = [];
  const values = rows.map(([, [, value]]) =>
    typeof value === 'string' ? texts.push(value) - 1 : Number(value),
  );
  return {
    count: rows.length,
    series: Uint32Array.from(rows, ([n]) => n),
    t: Float64Array.from(rows, ([, [t]]) => Math.round(t * 1_000)),
    value: Float64Array.from(values),
    flags: Uint8Array.from(rows, ([, [, value, flags = 0]]) =>
      typeof value === 'string' ? flags | TEXT : flags,
    ),
    texts,
  };
}

/** The routes of history alone, with the rules of bodies and errors that the whole has. */
export function startHistoryApp(world: HistoryWorld, dataDir: string): Promise<NestFastifyApplication> {
  return startFeature(HistoryModule, world, { dataDir });
}

/** The routes of one feature over the world, and what else it needs through ports. */
export async function startFeature(
  feature: Type,
  world: HistoryWorld,
  { dataDir = '/nowhere', ports = [], prepare }: FeatureOptions,
): Promise<NestFastifyApplication> {
  const settings = parseSettings({ DATA_DIR: dataDir }, '/');
  const fixed = { now: () => NOW * 1_000 };
  const testing = await Test.createTestingModule({
    imports: [ConfigModule.with(settings), WorldModule.with(world, ports), feature],
  })
    .overrideProvider(Clock)
    .useValue(fixed)
    .compile();
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  const app = testing.createNestApplication<NestFastifyApplication>(adapter, {
    bodyParser: false,
    logger: false,
  });
  registerBodyRules(app.getHttpAdapter().getInstance());
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  prepare?.(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

interface FeatureOptions {
  dataDir?: string;
  ports?: FixedPort[];
  /** Called before the application starts. */
  prepare?: (app: NestFastifyApplication) => void;
}

/** What stands for a port in a test. */
interface FixedPort {
  provide: symbol;
  useValue: unknown;
}

@Global()
@Module({})
class WorldModule {
  static with(world: HistoryWorld, ports: FixedPort[]): DynamicModule {
    const providers: FixedPort[] = [
      { provide: FLEET_VIEW, useValue: world.fleet },
      { provide: STORED_READINGS, useValue: world.store },
      { provide: HISTORY_WRITER, useValue: world },
      ...ports,
    ];
    return { module: WorldModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
