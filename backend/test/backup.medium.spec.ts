import type { Backup } from '@sensorium/contracts';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DataFolder, Sensorium } from './sensorium.js';

const JSON_TYPE = { 'content-type': 'application/json' };

async function submit(sensorium: Sensorium, device: string, values: object): Promise<void> {
  const url = new URL(`api/ingest/${device}`, sensorium.url);
  const answer = await fetch(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(values) });
  expect(answer.status).toBe(202);
}

async function exported(sensorium: Sensorium): Promise<string> {
  return (await sensorium.get('api/history/export.csv?series=*%2F*&from=now-1d')).text();
}

it('makes a backup while running that starts as a whole of its own', async () => {
  using data = new DataFolder();
  using other = new DataFolder();
  const running = await Sensorium.start({ DATA_DIR: data.path });
  for (let x = 0; x < 5; x++) await submit(running, 'pump', { x, mode: x % 2 ? 'on' : 'off' });
  const { uid } = await running.device('pump');
  const before = await exported(running);
  const answer = await fetch(new URL('api/backup', running.url), {
    method: 'POST',
    headers: JSON_TYPE,
    body: '{}',
  });
  expect(answer.status).toBe(201);
  const backup = (await answer.json()) as Backup;
  expect(backup).toMatchObject({ readings: 10, series: 2, devices: 1 });
  await submit(running, 'pump', { x: 99 });
  expect(await exported(running)).not.toBe(before);
  await running.stop();

  const from = join(data.path, 'backups', backup.name);
  mkdirSync(join(other.path, 'history'));
  copyFileSync(join(from, 'registry.sqlite'), join(other.path, 'sensorium.sqlite'));
  copyFileSync(join(from, 'history.duckdb'), join(other.path, 'history', 'history.duckdb'));
  await using restored = await Sensorium.start({ DATA_DIR: other.path });
  expect(await exported(restored)).toBe(before);
  expect((await restored.device('pump')).uid).toBe(uid);
});
