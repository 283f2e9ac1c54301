import type { Device, ErrorBody } from '@sensorium/contracts';
import { io } from 'socket.io-client';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './mosquitto.js';
import { DEVICE, ProxiedDashboard } from './proxied-dashboard.js';
import { ProxiedViewers, TRANSPORTS, type Transport, type Watch } from './proxied-viewers.js';
import { PROXIES, Proxy, type ProxyKind, type ProxyOrder } from './proxies.js';

const ALL = Object.keys(TRANSPORTS) as Transport[];
const BUT_WEBSOCKET = ALL.filter((name) => name !== 'websocket');

/** At the root of a host, and below a path; `knownPort`: what stands there is an allowed origin of the first. */
let atRoot: ProxiedDashboard;
let belowPath: ProxiedDashboard;
let knownPort: number;

const hasAny = PROXIES.some(({ program }) => program !== undefined);

beforeAll(async () => {
  if (!hasAny) return;
  knownPort = await freePort();
  const names = {
    ALLOWED_HOSTS: 'plant.example',
    ALLOWED_ORIGINS: `http://127.0.0.1:${knownPort},https://portal.example`,
  };
  atRoot = await ProxiedDashboard.start(names);
  belowPath = await ProxiedDashboard.start({ BASE_PATH: '/sensorium/' });
});

afterAll(async () => {
  if (!hasAny) return;
  await atRoot[Symbol.asyncDispose]();
  await belowPath[Symbol.asyncDispose]();
});

/** Transports on which a reading came that was published when all were open; over what the upgrading one ran. */
async function deliver(
  dashboard: ProxiedDashboard,
  base: string,
): Promise<[Transport[], string | undefined]> {
  const watch: Watch = { base, series: dashboard.series };
  using viewers = await ProxiedViewers.start(watch);
  const times = await viewers.times(await dashboard.publish());
  if (process.env.SHOW_TIMES) console.log(base, Object.fromEntries(times));
  return [ALL.filter((name) => times.has(name)), viewers.open.get('polling, then websocket')?.transport()];
}

function start(kind: ProxyKind, order: Omit<ProxyOrder, 'target'>): Promise<Proxy> {
  const isBelow = 'shipped' in order.config && order.config.shipped.startsWith('prefix');
  return Proxy.start(kind, { ...order, target: (isBelow ? belowPath : atRoot).sensorium.url });
}

/** Status of an answer, and the code of its error; any Host, which `fetch` does not let one choose. */
function ask(
  url: string,
  headers: Record<string, string>,
): Promise<[number | undefined, string | undefined]> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => {
        const error = response.statusCode === 200 ? undefined : (JSON.parse(body) as ErrorBody).error;
        resolve([response.statusCode, error?.code]);
      });
    });
    sent.on('error', reject).end();
  });
}

describe.each(PROXIES)('behind $name', (kind) => {
  describe.skipIf(kind.program === undefined)(`with a real ${kind.name}`, () => {
    it('as the guide configures it: every transport, long selections', async () => {
      await using proxy = await start(kind, { config: { shipped: '' } });
      expect(await deliver(atRoot, `${proxy.origin}/`)).toEqual([ALL, 'websocket']);
      const names = Array.from({ length: 600 }, (_, i) => `series=a-device-of-a-long-name-${i}/temperature`);
      expect(await ask(`${proxy.origin}/api/live/poll?${names.join('&')}`, {})).toEqual([200, undefined]);
    });

    it('as the guide configures it: the rules of Host and Origin hold, forwarded names count nothing', async () => {
      await using proxy = await start(kind, { config: { shipped: '' } });
      const url = `${proxy.origin}/api/live/poll?series=fleet`;
      expect(await ask(url, { host: 'plant.example' })).toEqual([200, undefined]);
      const same = { host: 'plant.example', origin: 'http://plant.example' };
      expect(await ask(url, same)).toEqual([200, undefined]);
      expect(await ask(url, { origin: 'https://portal.example' })).toEqual([200, undefined]);
      for (const host of ['evil.example', 'plant.example.evil.example'])
        expect(await ask(url, { host })).toEqual([403, 'host-refused']);
      expect(await ask(url, { host: 'evil.example', 'x-forwarded-host': 'plant.example' })).toEqual([
        ...[403, 'host-refused'],
      ]);
      expect(await ask(url, { origin: 'http://evil.example' })).toEqual([403, 'origin-refused']);
      for (const transport of ['websocket', 'polling'])
        expect(await isRefused(proxy.origin, transport, 'http://evil.example')).toBe(true);
    });

    it('by default: every transport that it lets through', async () => {
      await using proxy = await start(kind, { config: { met: 'default' }, port: knownPort });
      const [transports, upgraded] = await deliver(atRoot, `${proxy.origin}/`);
      expect(transports).toEqual(kind.name === 'nginx' ? BUT_WEBSOCKET : ALL);
      expect(upgraded).toBe(kind.name === 'nginx' ? 'polling' : 'websocket');
    });

    it('that blocks the upgrade: all but WebSocket, and Socket.IO goes on by polling', async () => {
      await using proxy = await start(kind, { config: { met: 'no-upgrade' } });
      expect(await deliver(atRoot, `${proxy.origin}/`)).toEqual([BUT_WEBSOCKET, 'polling']);
    });

    it('that buffers and compresses: every transport', async () => {
      await using proxy = await start(kind, { config: { met: 'buffering' } });
      expect(await deliver(atRoot, `${proxy.origin}/`)).toEqual([ALL, 'websocket']);
    });

    it.each(['prefix', 'prefix-stripped'])(
      'below a path (%s): every transport, devices by uid',
      async (name) => {
        await using proxy = await start(kind, { config: { shipped: name } });
        const base = `${proxy.origin}/sensorium/`;
        expect(await deliver(belowPath, base)).toEqual([ALL, 'websocket']);
        const device = await fetch(`${base}api/devices/${belowPath.uid}`);
        expect(((await device.json()) as Device).id).toBe(DEVICE);
        const history = await fetch(`${base}api/history?series=${belowPath.series}&from=0&to=${Date.now()}`);
        expect(history.status).toBe(200);
        expect((await fetch(`${proxy.origin}/sensorium`)).url).toBe(base);
      },
    );
  });
});

describe.skipIf(PROXIES[0].program === undefined)('behind nginx alone', () => {
  const [nginx] = PROXIES;

  it('that replaces the Host, only allowed origins may do what browsers send one with', async () => {
    await using proxy = await start(nginx, { config: { met: 'default' } });
    const url = `${proxy.origin}/api/live/poll?series=fleet`;
    expect(await ask(url, { origin: proxy.origin })).toEqual([403, 'origin-refused']);
    expect(await ask(url, { origin: `http://127.0.0.1:${knownPort}` })).toEqual([200, undefined]);
    expect(await ask(url, {})).toEqual([200, undefined]);
  });

  it('that keeps answers back all the same: polls go on, event streams do not', async () => {
    await using proxy = await start(nginx, { config: { met: 'hoarding' } });
    const [transports] = await deliver(atRoot, `${proxy.origin}/`);
    expect(transports).toEqual(BUT_WEBSOCKET.filter((name) => name !== 'stream'));
  });

  it('that takes a prefix away, an id with a slash is not found: its path is decoded', async () => {
    await using proxy = await start(nginx, { config: { shipped: 'prefix-stripped' } });
    const byId = `${proxy.origin}/sensorium/api/devices/${encodeURIComponent(DEVICE)}`;
    expect(await ask(byId, {})).toEqual([404, 'not-found']);
  });
});

async function isRefused(origin: string, transport: string, from: string): Promise<boolean> {
  const socket = io(`${origin}/live`, {
    ...{ transports: [transport], reconnection: false, forceNew: true },
    extraHeaders: { origin: from },
  });
  const refused = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(false)).once('connect_error', () => resolve(true));
  });
  socket.disconnect();
  return refused;
}
