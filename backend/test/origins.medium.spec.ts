import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder, Sensorium } from './sensorium.js';

const PORTAL = 'https://portal.example';

let data: DataFolder;
let sensorium: Sensorium;

beforeAll(async () => {
  data = new DataFolder();
  sensorium = await Sensorium.start({ DATA_DIR: data.path, ALLOWED_ORIGINS: PORTAL });
});

afterAll(async () => {
  await sensorium.stop();
  data[Symbol.dispose]();
});

const HANDSHAKE = 'socket.io/?EIO=4&transport=';

/** The answer to a handshake that asks for a WebSocket, where it is refused. */
async function upgrade(headers: Record<string, string>): Promise<{ status?: number; body: string }> {
  const asked = request(new URL(`${HANDSHAKE}websocket`, sensorium.url), {
    headers: {
      ...{ connection: 'Upgrade', upgrade: 'websocket' },
      ...{ 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
      ...headers,
    },
  }).end();
  const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
    IncomingMessage,
  ];
  // It stays open and says nothing: a stop must not wait for it.
  if (answer.statusCode === 101) return { status: 101, body: '' };
  const parts = (await answer.toArray()) as Buffer[];
  return { status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() };
}

describe('pages of an allowed origin', () => {
  const headers = { origin: PORTAL, 'sec-fetch-site': 'cross-site' };

  it('may read answers, of the API and of Socket.IO', async () => {
    for (const path of ['api/devices', `${HANDSHAKE}polling`]) {
      const answer = await sensorium.get(path, headers);
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, PORTAL]);
    }
  });

  it('may change, once the browser has asked', async () => {
    const url = new URL('api/ingest/van', sensorium.url);
    const asks = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const asked = await fetch(url, { method: 'OPTIONS', headers: { ...headers, ...asks } });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    const json = { ...headers, 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers: json, body: '{"speed":1}' })).status).toBe(202);
  });

  it('may open a WebSocket', async () => {
    expect((await upgrade(headers)).status).toBe(101);
  });
});

describe('pages of another origin', () => {
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

  it('may not read', async () => {
    const answer = await sensorium.get('api/devices', headers);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  it('are refused by name when they ask for a WebSocket', async () => {
    const { status, body } = await upgrade(headers);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'origin-refused', details: [] } });
  });

  it('with a foreign Host too', async () => {
    const { status, body } = await upgrade({ host: 'evil.example' });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'host-refused' } });
  });
});
