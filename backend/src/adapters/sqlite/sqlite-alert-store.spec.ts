import type { Alert, AlertEvent } from '@sensorium/contracts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertChanges, StoredInstance, StoredRule } from '../../ports/alert-store.js';
import { SqliteAlertStore } from './sqlite-alert-store.js';
import { SqliteDatabase } from './sqlite-database.js';

const NOTHING: AlertChanges = {
  rules: [],
  removedRules: [],
  versions: [],
  instances: [],
  rested: [],
  incidents: [],
  log: [],
};

const RULE: StoredRule = {
  id: 'warm',
  version: 1,
  createdAt: 1_000,
  updatedAt: 1_000,
  by: 'Kim',
  name: 'Too warm',
  severity: 'warning',
  enabled: true,
  devices: ['**'],
  labels: {},
  metric: 'temperature',
  condition: { type: 'above', value: 'meta.warning.high', clear: 4.5 },
  forMs: 60_000,
  clearForMs: 0,
  overrides: [],
  channels: [],
  escalation: [],
  runbook: '',
};

const STATE: StoredInstance['state'] = {
  phase: 'pending',
  since: 1_000_000_000_000_001,
  due: 1_000_000_060_000_001,
  frozen: null,
  frozenAt: null,
  wake: 1_000_000_060_000_001,
  paused: null,
  noDataSince: null,
  evaluated: 1_000_000_000_000_001,
  behind: 0,
  memory: [{ isBeyond: true }],
  firings: [],
  flapping: false,
  peak: { value: 5.5, at: 1_000_000_000_000_001 },
  last: null,
};

const EVALUATOR: StoredInstance['evaluator'] = {
  condition: { type: 'above', value: 5, clear: 4.5 },
  metrics: ['temperature'],
  forMs: 60_000,
  clearForMs: 0,
  limit: 5,
  clear: 4.5,
};

let folder: string;
let database: SqliteDatabase;
let store: SqliteAlertStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-alerts-'));
  open();
});
afterEach(async () => {
  await database.onApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
});

function open(): void {
  database = new SqliteDatabase({ dataDir: folder });
  store = new SqliteAlertStore(database);
}

async function reopen(): Promise<void> {
  await database.onApplicationShutdown();
  open();
}

function alert(id: string, fields: Partial<Alert> = {}): Alert {
  return {
    id,
    rule: { id: 'warm', name: 'Too warm', version: 1 },
    device: `freezer-${id}`,
    uid: `uid-${id}`,
    deviceName: 'Freezer',
    site: 'Busan',
    labels: {},
    metric: 'temperature',
    unit: '°C',
    severity: 'warning',
    state: 'firing',
    startedAt: 1_000,
    firedAt: 2_000,
    resolvedAt: null,
    value: 5.5,
    valueAt: 2_000,
    peak: 5.5,
    peakAt: 2_000,
    limit: 5,
    clear: 4.5,
    reason: 'held',
    message: 'Freezer: temperature is above 5 °C',
    acknowledged: null,
    snoozedUntil: null,
    noDataSince: null,
    suppressedBy: null,
    flapping: false,
    firings: 1,
    runbook: '',
    updatedAt: 2_000,
    ...fields,
  };
}

function entry(id: number, of: string, at = id) {
  const event: AlertEvent = { type: 'commented', by: 'Kim', text: `entry ${id}` };
  return { id, alert: of, at, event };
}

async function listed(query: Partial<Parameters<typeof store.alerts>[0]> = {}): Promise<string[]> {
  return (await store.alerts({ limit: 100, ...query })).alerts.map(({ id }) => id);
}

describe('the store of alerts', () => {
  it('has everything after it was opened anew', async () => {
    expect(await store.load()).toEqual({ rules: [], instances: [], open: [], lastLogId: 0, isNew: true });
    const version = { version: 1, at: 1_000, by: 'Kim', body: RULE };
    const instances: StoredInstance[] = [
      { rule: 'warm', uid: 'a', metric: 'temperature', state: STATE, evaluator: EVALUATOR },
      { rule: 'any', uid: 'a', metric: null, state: { ...STATE, due: null }, evaluator: EVALUATOR },
    ];
    await store.save({
      ...NOTHING,
      rules: [RULE],
      versions: [{ rule: 'warm', version }],
      instances,
      incidents: [alert('one'), alert('two', { state: 'resolved', resolvedAt: 3_000 })],
      log: [entry(1, 'one'), entry(2, 'two')],
    });
    await reopen();
    const content = await store.load();
    expect(content).toMatchObject({ rules: [RULE], open: [alert('one')], lastLogId: 2, isNew: false });
    expect(content.instances).toHaveLength(2);
    expect(content.instances).toEqual(expect.arrayContaining(instances));
    expect(await store.versions('warm')).toMatchObject([{ version: 1, by: 'Kim' }]);
    expect(await store.alert('two')).toEqual(alert('two', { state: 'resolved', resolvedAt: 3_000 }));
    expect(await store.log('two', 0, 10)).toEqual([entry(2, 'two')]);
    expect((await store.log(null, 1, 10)).map(({ id }) => id)).toEqual([2]);
  });

  it('is not new again when all rules are deleted, whose versions go with them', async () => {
    const version = { version: 1, at: 1_000, by: 'Kim', body: RULE };
    await store.save({ ...NOTHING, rules: [RULE], versions: [{ rule: 'warm', version }] });
    await store.save({ ...NOTHING, removedRules: ['warm'] });
    expect(await store.load()).toMatchObject({ rules: [], isNew: false });
    expect(await store.versions('warm')).toEqual([]);
  });

  it('forgets instances at rest', async () => {
    const key = { rule: 'warm', uid: 'a', metric: 'temperature' };
    await store.save({ ...NOTHING, instances: [{ ...key, state: STATE, evaluator: EVALUATOR }] });
    await store.save({ ...NOTHING, rested: [key] });
    expect((await store.load()).instances).toEqual([]);
  });

  it('refuses a second open incident of one rule, device and metric, with all that came with it', async () => {
    const first = alert('first', { uid: 'a' });
    await store.save({ ...NOTHING, incidents: [first] });
    const second = alert('second', { uid: 'a' });
    const changes = { ...NOTHING, incidents: [second], log: [entry(1, 'second')] };
    await expect(store.save(changes)).rejects.toThrow(/UNIQUE/);
    expect(await store.log(null, 0, 10)).toEqual([]);
    const over = { ...first, state: 'resolved' as const, resolvedAt: 3_000 };
    await store.save({ ...changes, incidents: [second, over] });
    expect((await store.load()).open).toEqual([second]);
  });
});

describe('the list of alerts', () => {
  beforeEach(async () => {
    await store.save({
      ...NOTHING,
      incidents: [
        alert('old', { state: 'resolved', startedAt: 1_000, resolvedAt: 9_000, severity: 'critical' }),
        alert('older', { state: 'resolved', startedAt: 500, resolvedAt: 4_000 }),
        alert('back', { state: 'resolved', startedAt: 700, firedAt: null, resolvedAt: 800 }),
        alert('open', { startedAt: 600 }),
        alert('newer', { startedAt: 6_000, state: 'pending', firedAt: null, site: 'Porto' }),
      ],
    });
  });

  it('has what is open first, then what is over, newest first, without what never fired', async () => {
    expect(await listed()).toEqual(['newer', 'open', 'old', 'older']);
  });

  it('finds by state, severity, site, device and time', async () => {
    expect(await listed({ state: ['resolved'] })).toEqual(['old', 'older']);
    expect(await listed({ state: ['pending', 'resolved'] })).toEqual(['newer', 'old', 'older', 'back']);
    expect(await listed({ severity: 'critical' })).toEqual(['old']);
    expect(await listed({ site: 'Porto' })).toEqual(['newer']);
    expect(await listed({ device: 'uid-old' })).toEqual(['old']);
    expect(await listed({ device: 'freezer-open' })).toEqual(['open']);
    expect(await listed({ rule: 'cold' })).toEqual([]);
    expect(await listed({ from: 5_000, to: 5_500 })).toEqual(['open', 'old']);
  });

  it('is the same in pages', async () => {
    const pages: string[][] = [];
    for (let cursor: string | undefined | null; cursor !== null;) {
      const page = await store.alerts({ limit: 3, cursor });
      pages.push(page.alerts.map(({ id }) => id));
      cursor = page.next;
    }
    expect(pages).toEqual([['newer', 'open', 'old'], ['older']]);
    await expect(store.alerts({ limit: 3, cursor: 'nonsense' })).rejects.toThrow(/cursor/);
  });
});

it('forgets what is older than a year, and never what is open', async () => {
  const YEAR = 366 * 86_400_000;
  await store.save({
    ...NOTHING,
    incidents: [alert('open'), alert('over', { state: 'resolved', resolvedAt: 3_000 })],
    log: [entry(1, 'over')],
  });
  await reopen();
  await store.save({ ...NOTHING, log: [entry(2, 'open', YEAR)] });
  expect((await store.log(null, 0, 10)).map(({ id }) => id)).toEqual([2]);
  expect(await listed()).toEqual(['open']);
  expect(await store.alert('over')).toBeUndefined();
});
