import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressOf, BackupFault, orderBackup, settingsOf } from './backup-order.ts';

const REPORT = { name: '2026-11-23T12-00-00-000Z', at: 1, bytes: 10, readings: 3, series: 2, devices: 1 };

/** A server on a free port, up to the end of the scope. */
async function serve(listener: RequestListener): Promise<{ url: URL } & AsyncDisposable> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { url: new URL(`http://127.0.0.1:${port}/base/`), [Symbol.asyncDispose]: close };
}

function answering(status: number, body: unknown): RequestListener {
  return (_, answer) => answer.writeHead(status, { connection: 'close' }).end(JSON.stringify(body));
}

describe('addressOf', () => {
  it.each([
    [undefined, {}, 'http://127.0.0.1:3000/'],
    [
      undefined,
      { HTTP_HOST: '0.0.0.0', HTTP_PORT: '8080', BASE_PATH: '/sensorium' },
      'http://127.0.0.1:8080/sensorium/',
    ],
    [undefined, { HTTP_HOST: '::' }, 'http://[::1]:3000/'],
    [undefined, { HTTP_HOST: 'fd00::1' }, 'http://[fd00::1]:3000/'],
    ['https://plant.example/sensorium', { HTTP_PORT: '1' }, 'https://plant.example/sensorium/'],
  ])('of %j and %j is %s', (given, settings, address) => {
    expect(addressOf(given, settings).href).toBe(address);
  });

  it.each(['3000', 'plant.example', 'ftp://plant.example/'])('refuses %s', (given) => {
    expect(() => addressOf(given, {})).toThrow(BackupFault);
  });
});

it('settings come from .env, and the environment wins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sensorium-backup-'));
  writeFileSync(join(folder, '.env'), 'HTTP_PORT=4000\nDATA_DIR=there\n');
  expect(settingsOf(folder, { HTTP_PORT: '5000' })).toMatchObject({ HTTP_PORT: '5000', DATA_DIR: 'there' });
  rmSync(folder, { recursive: true });
  expect(settingsOf(folder, {})).toEqual({});
});

describe('orderBackup', () => {
  it('asks with JSON below the base path, and gives the report', async () => {
    const asked: unknown[] = [];
    await using server = await serve((request, answer) => {
      asked.push(request.method, request.url, request.headers['content-type']);
      answering(201, REPORT)(request, answer);
    });
    expect(await orderBackup(server.url)).toEqual(REPORT);
    expect(asked).toEqual(['POST', '/base/api/backup', 'application/json']);
  });

  it.each([
    [503, { error: { code: 'unavailable', message: 'history is paused' } }, 'history is paused'],
    [404, 'not ours', 'HTTP 404'],
    [201, { name: 5 }, 'HTTP 201'],
  ])('says what an answer of %i %j means', async (status, body, message) => {
    await using server = await serve(answering(status, body));
    await expect(orderBackup(server.url)).rejects.toThrow(message);
  });

  it('says what to do where nothing runs', async () => {
    const server = await serve(answering(201, REPORT));
    await server[Symbol.asyncDispose]();
    await expect(orderBackup(server.url)).rejects.toThrow(/nothing runs at http:.*npm run backup -- /);
  });
});
