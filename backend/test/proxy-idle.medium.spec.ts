import type { Poll } from '@sensorium/contracts';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ProxiedDashboard } from './proxied-dashboard.js';
import { ProxiedViewers, TRANSPORTS, type Transport } from './proxied-viewers.js';
import { PROXIES, Proxy } from './proxies.js';

/** In place of 30 s: as short as heartbeats each 15 s allow. */
const IDLE_S = 18;

/** What a client may let a long poll wait behind it, ms: shorter. */
const WAIT_MS = 12_000;

const hasAny = PROXIES.some(({ program }) => program !== undefined);
let dashboard: ProxiedDashboard;

beforeAll(async () => {
  if (hasAny) dashboard = await ProxiedDashboard.start({});
});

afterAll(async () => {
  if (hasAny) await dashboard[Symbol.asyncDispose]();
});

describe.concurrent.each(PROXIES)('behind $name', (kind) => {
  it.skipIf(kind.program === undefined)(
    `that cuts what is silent (${kind.name}): heartbeats keep what is open, a long poll must end before`,
    async ({ expect }) => {
      const replace = [['30s', `${IDLE_S}s`]] as const;
      const target = dashboard.sensorium.url;
      await using proxy = await Proxy.start(kind, { config: { met: 'idle' }, target, replace });
      const base = `${proxy.origin}/`;
      using viewers = await ProxiedViewers.start({ base, series: dashboard.series, wait: WAIT_MS });
      expect(await silence(base)).toBe(504);
      const times = await viewers.times(await dashboard.publish());
      expect([...times.keys()].sort()).toEqual((Object.keys(TRANSPORTS) as Transport[]).sort());
      expect([...viewers.open.values()].every((viewer) => viewer.isOpen())).toBe(true);
    },
    60_000,
  );
});

/** Lasts as long as the proxy lets a request be silent; status of its answer then. */
async function silence(base: string): Promise<number> {
  const url = `${base}api/live/poll?series=nobody/n`;
  const { cursor } = (await (await fetch(url)).json()) as Poll;
  return (await fetch(`${url}&wait=30000&cursor=${cursor}`)).status;
}
