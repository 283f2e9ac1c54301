import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { backupListSchema, backupSchema, retentionSchema, type ErrorBody } from '@sensorium/contracts';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HistoryWorld, NOW, startHistoryApp } from '../../test/history-app.js';
import { ApiError } from '../ports/api-error.js';

let app: NestFastifyApplication;
let world: HistoryWorld;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-backup-'));
  world = new HistoryWorld();
  app = await startHistoryApp(world, folder);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const NAME = '2026-11-23T12-00-00-000Z';
const order = (body?: object) =>
  app.inject({ method: 'POST', url: '/api/backup', ...(body ? { body } : {}) });
const list = async () => backupListSchema.parse((await app.inject({ url: '/api/backups' })).json()).backups;

describe('a backup', () => {
  it.each([undefined, {}])('is a folder with both databases and what is in them (body %j)', async (body) => {
    const answer = await order(body);
    const backup = backupSchema.strict().parse(answer.json());
    expect(answer.statusCode).toBe(201);
    expect(backup).toEqual({ name: NAME, at: NOW, bytes: 15, readings: 3, series: 2, devices: 1 });
    const path = join(folder, 'backups', NAME);
    expect(readdirSync(path).sort()).toEqual(['backup.json', 'history.duckdb', 'registry.sqlite']);
    expect(JSON.parse(readFileSync(join(path, 'backup.json'), 'utf8'))).toEqual(backup);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(await list()).toEqual([backup]);
  });

  it('is made one at a time', async () => {
    const gate = Promise.withResolvers<undefined>();
    world.gate = gate.promise;
    const backup = vi.spyOn(world, 'backup');
    const first = order();
    first.catch(() => undefined);
    await vi.waitFor(() => expect(backup).toHaveBeenCalledOnce());
    const second = await order();
    expect([second.statusCode, second.json<ErrorBody>().error.code]).toEqual([409, 'conflict']);
    expect(await list()).toEqual([]);
    gate.resolve(undefined);
    expect((await first).statusCode).toBe(201);
  });

  it('leaves nothing behind when it fails, nor what an end of the process has left', async () => {
    mkdirSync(join(folder, 'backups', '2026-11-22T12-00-00-000Z.part'), { recursive: true });
    world.paused = new ApiError('unavailable', 'history is paused: the disk is full');
    const answer = await order();
    expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([503, 'unavailable']);
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
    world.paused = undefined;
    expect((await order()).statusCode).toBe(201);
  });

  it('is unavailable where nothing can be written', async () => {
    vi.spyOn(world, 'backup').mockRejectedValue(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    const answer = await order();
    expect(answer.statusCode).toBe(503);
    expect(answer.json<ErrorBody>().error.message).toContain('ENOSPC');
  });
});

describe('GET /api/backups', () => {
  it('has complete ones, newest first, and nothing else that lies there', async () => {
    const make = (name: string, text: string | undefined) => {
      mkdirSync(join(folder, 'backups', name), { recursive: true });
      if (text !== undefined) writeFileSync(join(folder, 'backups', name, 'backup.json'), text);
    };
    const described = (name: string, at: number) =>
      JSON.stringify({ name, at, bytes: 1, readings: 1, series: 1, devices: 1 });
    make('a', described('a', 1));
    make('b', described('b', 2));
    make('c.part', described('c', 3));
    make('empty', undefined);
    make('broken', '{');
    make('other', '{"name":"x"}');
    writeFileSync(join(folder, 'backups', 'notes.txt'), '');
    expect((await list()).map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('is empty before the first', async () => {
    expect(await list()).toEqual([]);
  });
});

describe('/api/history/retention', () => {
  const url = '/api/history/retention';
  const put = (body: object) => app.inject({ method: 'PUT', url, body });

  it('is what was set, all of it at once', async () => {
    expect((await app.inject({ url })).json()).toEqual({ days: null, maxBytes: null, rules: [] });
    const retention = {
      days: 365,
      maxBytes: 50_000_000_000,
      rules: [{ series: '*%2Fpump/vibration', days: 30 }],
    };
    const answer = await put(retention);
    expect([answer.statusCode, retentionSchema.parse(answer.json())]).toEqual([200, retention]);
    expect((await app.inject({ url })).json()).toEqual(retention);
  });

  it.each([
    [{ days: 1 }, 'bad-request'],
    [{ days: 0, maxBytes: null, rules: [] }, 'bad-request'],
    [{ days: null, maxBytes: 5, rules: [] }, 'bad-request'],
    [{ days: null, maxBytes: null, rules: [], more: 1 }, 'bad-request'],
    [{ days: null, maxBytes: null, rules: [{ series: 'no-slash', days: 1 }] }, 'bad-series'],
  ])('refuses %j as %s', async (body, code) => {
    const answer = await put(body);
    expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([400, code]);
  });
});
