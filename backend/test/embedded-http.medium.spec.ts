import type { ErrorBody, Readiness, System } from '@sensorium/contracts';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latest } from './latest.js';
import { DataFolder, Sensorium } from './sensorium.js';

let data: DataFolder;
let sensorium: Sensorium;

beforeAll(async () => {
  data = new DataFolder();
  sensorium = await Sensorium.start({ DATA_DIR: data.path });
});

afterAll(async () => {
  await sensorium.stop();
  data[Symbol.dispose]();
});

async function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
  return fetch(new URL('api/ingest/van%2F7', sensorium.url), init);
}

describe('POST /api/ingest/:device', () => {
  it('takes a native payload through the same decoder', async () => {
    const answer = await post('{"ts":1763856000000,"values":{"speed":62,"cargo":1e999}}');
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1, rejected: [{ path: 'cargo', reason: 'not-finite' }] });
    expect(latest(await sensorium.device('van/7'), 'speed')).toBe(62);
  });

  it.each([
    ['{"x":', 400, 'bad-request'],
    ['', 400, 'bad-request'],
    ['x'.repeat(1_048_577), 413, 'too-large'],
  ])('refuses what cannot be read (%#)', async (body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as ErrorBody).error.code).toBe(code);
  });

  it('takes JSON only, and nothing from other sites', async () => {
    expect((await post('{"x":1}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('{"x":1}', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('{"x":1}', { origin: 'null' })).status).toBe(403);
    expect((await post('{"x":1}', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post('{"x":1}', { origin: new URL(sensorium.url).origin })).status).toBe(202);
  });

  it('takes no compressed body', async () => {
    const answer = await post(gzipSync('{"x":1}'), { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
    const { error } = (await answer.json()) as ErrorBody;
    expect(error.code).toBe('unsupported-type');
    expect(error.requestId).toMatch(/^[\w-]{10}$/);
  });
});

describe('rules of every route', () => {
  function withHost(path: string, host: string): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      request(new URL(path, sensorium.url), { headers: { host } }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  it.each(['api/devices', 'health/ready', '', 'metrics'])('/%s refuses a foreign Host', async (path) => {
    const { status, body } = await withHost(path, 'evil.example');
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'host-refused' } });
  });

  it('answers errors in one form, with a request id', async () => {
    for (const [path, status, code] of [
      ['api/nothing', 404, 'not-found'],
      ['api/devices?presence=happy', 400, 'bad-request'],
      ['api/history?series=', 400, 'bad-series'],
      ['api/history/totals?series=ab', 400, 'bad-series'],
      ['api/sites?cursor=none', 400, 'bad-cursor'],
      ['api/alerts?from=soon', 400, 'bad-request'],
      ['api/devices/%zz', 400, 'bad-request'],
      [`api/devices/${'x'.repeat(3_000)}`, 414, 'uri-too-long'],
      [`api/devices?q=${'x'.repeat(50_000)}`, 414, 'uri-too-long'],
    ] as const) {
      const answer = await sensorium.get(path);
      const { error } = (await answer.json()) as ErrorBody;
      expect([answer.status, error.code]).toEqual([status, code]);
      expect(error.details).toBeInstanceOf(Array);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(error.requestId).toMatch(/^[\w-]{10}$/);
    }
  });

  it('answers headers that are too long in the same form', async () => {
    const answer = await sensorium.get('api/devices', { 'x-long': 'x'.repeat(70_000) });
    expect(answer.status).toBe(431);
    const { error } = (await answer.json()) as ErrorBody;
    expect(error).toMatchObject({ code: 'headers-too-large' });
    expect(error.requestId).toMatch(/^[\w-]{10}$/);
  });

  it('sends a strict policy and keeps the API out of caches', async () => {
    const { headers } = await sensorium.get('api/devices');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('documents itself', async () => {
    const document = (await (await sensorium.get('api/openapi.json')).json()) as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/devices',
        '/api/devices/{id}',
        '/api/ingest/{device}',
        '/health/ready',
        '/metrics',
      ]),
    );
    const page = await (await sensorium.get('api/docs', { accept: 'text/html' })).text();
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });

  it('measures the way of a message', async () => {
    await post('{"x":1}');
    const metrics = await (await sensorium.get('metrics')).text();
    const [, lag] = /^sensorium_ingest_lag_seconds (\S+)$/m.exec(metrics) ?? [];
    expect(Number(lag)).toBeGreaterThanOrEqual(0);
  });

  it('is ready, part by part', async () => {
    const answer = await sensorium.get('health/ready');
    expect(answer.status).toBe(200);
    const { ready, parts } = (await answer.json()) as Readiness;
    expect([ready, parts.broker?.state]).toEqual([true, 'up']);
    const { link } = (await (await sensorium.get('api/system')).json()) as System;
    expect(parts.broker?.since).toBe(link.since);
    expect((await sensorium.get('health/live')).status).toBe(200);
  });
});
