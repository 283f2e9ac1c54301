import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import { Gate } from './gate.ts';
import { Sensorium } from './sensorium.ts';

let sensorium: Sensorium;
let mqtt: MqttClient;
let gate: Gate;

test.beforeAll(async () => {
  sensorium = await Sensorium.start();
  mqtt = await connectAsync(sensorium.mqttUrl);
});
test.beforeEach(async () => {
  gate = await Gate.open(sensorium.url);
});
test.afterEach(async () => {
  await gate[Symbol.asyncDispose]();
});
test.afterAll(async () => {
  await mqtt.endAsync(true);
  await sensorium[Symbol.asyncDispose]();
});

/** Ways in which tabs can share a line: what a browser lacks is taken from it before the page starts. */
const WAYS = {
  'a shared worker': [],
  'a leader': ['SharedWorker'],
  'each its own': ['SharedWorker', 'BroadcastChannel'],
};
type Way = keyof typeof WAYS;

async function use(context: BrowserContext, way: Way): Promise<void> {
  await context.addInitScript((missing) => {
    for (const name of missing) Reflect.deleteProperty(globalThis, name);
  }, WAYS[way]);
}

async function publish(device: string, value: number): Promise<void> {
  await mqtt.publishAsync(`devices/${device}/telemetry`, JSON.stringify({ level: value }), { qos: 1 });
}

async function viewers(): Promise<number> {
  const answer = await fetch(new URL('api/system', sensorium.url));
  return ((await answer.json()) as { viewers: unknown[] }).viewers.length;
}

/** A long poll of a browser that is gone counts until its time-out. */
async function expectOneViewer(): Promise<void> {
  await expect.poll(viewers, { timeout: 45_000 }).toBe(1);
}

/** Publishes a first value and opens the page of the device; resolves to its chart. */
async function openDevice(page: Page, device: string): Promise<Locator> {
  await publish(device, 1);
  const address = new URL(`api/devices/${device}`, sensorium.url);
  await expect.poll(async () => (await fetch(address)).status).toBe(200);
  const { uid } = (await (await fetch(address)).json()) as { uid: string };
  await page.goto(new URL(`devices/${uid}?from=now-15m`, gate.url).href);
  const chart = page.locator('sn-chart').first();
  await expect(chart).toHaveAttribute('aria-label', /1/);
  return chart;
}

function value(page: Page, device: string) {
  return page.getByRole('article', { name: device, exact: true }).getByTestId('device-value');
}

async function expectTransport(page: Page, transport: string): Promise<void> {
  await expect(page.locator('[data-testid=transport]:visible')).toHaveAttribute('data-transport', transport, {
    timeout: 30_000,
  });
}

/** Publishes a new value and waits until the fleet shows it. */
async function expectLive(page: Page, device: string, level: number): Promise<void> {
  await publish(device, level);
  await expect(value(page, device)).toContainText(String(level), { timeout: 15_000 });
}

for (const way of ['a shared worker', 'a leader'] as const) {
  test.describe(`over ${way}`, () => {
    test.beforeEach(async ({ context }) => {
      await use(context, way);
    });

    test('a cut line goes on where it stopped, without a hole and without beginning anew', async ({
      page,
    }) => {
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('api/history?')) asked.push(request.url());
      });
      const chart = await openDevice(page, 'cut');
      await expectTransport(page, 'websocket');
      await expect.poll(() => asked.length).toBeGreaterThan(0);
      asked.length = 0;
      gate.let('nothing');
      await expect(connection(page)).not.toHaveAttribute('data-state', 'live');
      await publish('cut', 77);
      await publish('cut', 2);
      gate.let('all');
      await expect(chart).toHaveAttribute('aria-label', /to 77/, { timeout: 20_000 });
      expect(asked).toEqual([]);
    });

    test('two tabs share one connection, and the one that stays goes on', async ({ page, context }) => {
      await publish('shared', 1);
      await page.goto(gate.url);
      await expectLive(page, 'shared', 2);
      const second = await context.newPage();
      await second.goto(gate.url);
      await expectLive(second, 'shared', 3);
      await expect(value(page, 'shared')).toContainText('3');
      await expectOneViewer();
      await page.close();
      await expectLive(second, 'shared', 4);
      await expectOneViewer();
      await second.close();
      await expect.poll(viewers).toBe(0);
    });

    test('seven tabs are live, by long polling too', async ({ context }) => {
      test.setTimeout(120_000);
      gate.let('no-upgrade');
      await publish('seven', 1);
      const tabs: Page[] = [];
      for (let n = 0; n < 7; n++) {
        const tab = await context.newPage();
        await tab.goto(gate.url);
        tabs.push(tab);
      }
      await publish('seven', 42);
      for (const tab of tabs) {
        await expect(value(tab, 'seven')).toContainText('42', { timeout: 20_000 });
        await expectTransport(tab, 'polling');
      }
      await expectOneViewer();
      await Promise.all(tabs.map((tab) => tab.close()));
    });
  });
}

test('a browser that can share nothing is live all the same', async ({ page, context }) => {
  await use(context, 'each its own');
  await publish('alone', 1);
  await page.goto(gate.url);
  await expectLive(page, 'alone', 2);
  await expectTransport(page, 'websocket');
});

test('where no WebSocket gets through it goes on by long polling, says so, and climbs back up', async ({
  page,
}) => {
  test.setTimeout(90_000);
  gate.let('no-upgrade');
  await publish('blocked', 1);
  await page.goto(gate.url);
  await expectLive(page, 'blocked', 2);
  await expectTransport(page, 'polling');
  await expect(page.locator('[data-testid=fallback]:visible')).toBeVisible();
  gate.let('all');
  await expectTransport(page, 'websocket');
  await expectLive(page, 'blocked', 3);
  await expect(page.getByTestId('fallback')).toHaveCount(0);
});

test('where Socket.IO is blocked it goes on by plain HTTP', async ({ page }) => {
  test.setTimeout(90_000);
  gate.let('no-socket-io');
  await publish('plain', 1);
  await page.goto(gate.url);
  await expectTransport(page, 'streaming');
  await expectLive(page, 'plain', 2);
  await publish('plain-new', 5);
  await expect(value(page, 'plain-new')).toContainText('5', { timeout: 15_000 });
  gate.let('all');
  await expectTransport(page, 'websocket');
  await expectLive(page, 'plain', 3);
});

test('a frozen tab holds up nobody and has missed nothing when it wakes', async ({ page, context }) => {
  test.setTimeout(90_000);
  const chart = await openDevice(page, 'sleepy');
  const awake = await context.newPage();
  await awake.goto(gate.url);
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  for (let n = 2; n < 14; n++) {
    await expectLive(awake, 'sleepy', n);
  }
  await publish('sleepy', 99);
  await expectLive(awake, 'sleepy', 14);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await page.bringToFront();
  await expect(chart).toHaveAttribute('aria-label', /to 99/, { timeout: 20_000 });
  await expectOneViewer();
});

test('offline and online again: back at once, and nothing is missing', async ({ page, context }) => {
  await use(context, 'a leader');
  const chart = await openDevice(page, 'away');
  await context.setOffline(true);
  gate.let('all');
  await expect(connection(page)).not.toHaveAttribute('data-state', 'live', { timeout: 20_000 });
  await publish('away', 55);
  await publish('away', 3);
  await pause(6_000);
  await context.setOffline(false);
  await expect(connection(page)).toHaveAttribute('data-state', 'live', { timeout: 3_000 });
  await expect(chart).toHaveAttribute('aria-label', /to 55/);
});

test('who is shown less than there is sees how much and how late, until it has caught up', async ({
  page,
  context,
}) => {
  await use(context, 'a leader');
  let tell: (message: string) => void = () => undefined;
  await page.routeWebSocket(/socket[.]io/, (socket) => {
    socket.connectToServer();
    tell = (message) => {
      socket.send(message);
    };
  });
  await publish('paced', 1);
  await page.goto(gate.url);
  await expectLive(page, 'paced', 2);
  const pace = page.locator('[data-testid=pace]:visible');
  tell('42/live,["pace",{"id":"s1","shown":2,"offered":10,"behindMs":400}]');
  await expect(pace).toHaveText('Showing 2 of 10 updates a second, 0.4 s behind');
  await expect(connection(page)).toContainText('Behind');
  tell('42/live,["pace",{"id":"s1","shown":10,"offered":10,"behindMs":0}]');
  await expect(pace).toHaveCount(0);
  await expect(connection(page)).toContainText('Live');
});

/** The connection state that this width shows. */
function connection(page: Page) {
  return page.locator('[data-testid=connection]:visible');
}
