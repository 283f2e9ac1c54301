import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { connectAsync } from 'mqtt';
import { Sensorium } from './sensorium.ts';

const LANES = ['poll', 'longPoll', 'stream', 'websocket'];

let sensorium: Sensorium;

test.beforeAll(async () => {
  sensorium = await Sensorium.start();
});
test.afterAll(async () => {
  await sensorium[Symbol.asyncDispose]();
});

function lane(page: Page, kind: string): Locator {
  return page.locator(`sn-lane-row[data-lane="${kind}"]`);
}

async function figure(row: Locator, testId: string): Promise<number> {
  const text = await row.getByTestId(testId).innerText();
  return Number(text.replaceAll('\u202f', ''));
}

/** Bytes as they are written: "956 B", "1.48 kB". */
async function bytesEach(row: Locator): Promise<number> {
  const [, value = '', unit] =
    /^([\d.]+)\s*(B|kB|MB)/u.exec(await row.getByTestId('bytes-each').innerText()) ?? [];
  return Number(value) * ({ B: 1, kB: 1e3, MB: 1e6 }[unit ?? ''] ?? NaN);
}

async function open(page: Page, query = '?rate=10&poll=250'): Promise<void> {
  await page.goto(new URL(`transports${query}`, sensorium.url).href);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Transports');
}

/** Waits until each lane has brought at least `count` updates. */
async function waitFor(page: Page, count: number): Promise<void> {
  for (const kind of LANES)
    await expect.poll(() => figure(lane(page, kind), 'received')).toBeGreaterThanOrEqual(count);
}

test('all four lanes bring every update of the lab, and the server counts what they cost', async ({
  page,
}) => {
  await open(page);
  await waitFor(page, 30);
  for (const kind of LANES) {
    const row = lane(page, kind);
    await expect(row).toHaveAttribute('data-state', 'open');
    await expect(row.getByTestId('missed')).toHaveText('0');
    await expect(row.getByTestId('age-p99')).toHaveText(/\d m?s$/u);
  }
  expect(await figure(lane(page, 'websocket'), 'requests')).toBe(1);
  expect(await figure(lane(page, 'stream'), 'requests')).toBe(1);
  expect(await figure(lane(page, 'poll'), 'requests')).toBeGreaterThan(5);
  const [poll, socket] = [await bytesEach(lane(page, 'poll')), await bytesEach(lane(page, 'websocket'))];
  expect(socket).toBeGreaterThan(0);
  expect(socket).toBeLessThan(poll);
});

test('the handshake is the one on the wire, and its accept value follows from its key', async ({ page }) => {
  await open(page);
  const card = page.getByTestId('handshake');
  await expect(card.getByTestId('handshake-request')).toContainText('Upgrade: websocket');
  await expect(card.getByTestId('handshake-answer')).toContainText('101 Switching Protocols');
  const key = await card.getByTestId('accept-key').innerText();
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  await expect(card.getByTestId('accept-value')).toHaveText(accept);
  await expect(card.getByTestId('handshake-answer')).toContainText(accept);
  await expect(card.getByTestId('accept-verdict')).toHaveAttribute('data-equal', 'true');
});

test('frames appear as they pass, are chosen by opcode, and stand still', async ({ page }) => {
  await open(page);
  const frames = page.getByTestId('frame');
  await expect(frames.and(page.locator('[data-opcode="binary"]')).first()).toBeVisible();
  const up = frames.and(page.locator('[data-direction="received"]')).first();
  await expect(up).toContainText(/[0-9a-f]{8}/u);
  await page.getByTestId('frames-text').click();
  await expect(frames.and(page.locator('[data-opcode="binary"]'))).toHaveCount(0);
  await page.getByTestId('frames-pause').click();
  await expect(page.getByTestId('frames-pause')).toHaveAttribute('aria-pressed', 'true');
  const before = await frames.first().innerText();
  const received = await figure(lane(page, 'websocket'), 'received');
  await waitFor(page, received + 10);
  expect(await frames.first().innerText()).toBe(before);
});

test('messages go up while the stream comes down', async ({ page }) => {
  await open(page);
  await waitFor(page, 3);
  await page.getByTestId('duplex-send').click();
  for (const way of ['duplex-websocket', 'duplex-http'])
    await expect(page.getByTestId(way).getByTestId('trip')).toHaveText(/^\d/u);
});

test('a lane is paused alone, and says so', async ({ page }) => {
  await open(page);
  await waitFor(page, 3);
  await lane(page, 'stream').getByTestId('lane-pause').click();
  await expect(lane(page, 'stream')).toHaveAttribute('data-state', 'paused');
  await waitForOther(page, (await figure(lane(page, 'websocket'), 'received')) + 2);
  const before = await figure(lane(page, 'stream'), 'received');
  await waitForOther(page, (await figure(lane(page, 'websocket'), 'received')) + 10);
  expect(await figure(lane(page, 'stream'), 'received')).toBe(before);
  await lane(page, 'stream').getByTestId('lane-pause').click();
  await expect.poll(() => figure(lane(page, 'stream'), 'received')).toBeGreaterThan(before);
  await expect(lane(page, 'stream').getByTestId('missed')).toHaveText('0');
});

async function waitForOther(page: Page, count: number): Promise<void> {
  await expect.poll(() => figure(lane(page, 'websocket'), 'received')).toBeGreaterThanOrEqual(count);
}

test('a lane whose requests are cut off says why, and goes on without a gap', async ({ page }) => {
  await open(page);
  await waitFor(page, 3);
  await page.route('**/api/live/poll?*wait=*', (route) => route.abort());
  const row = lane(page, 'longPoll');
  await expect(row.getByTestId('lane-fault')).toBeVisible();
  await page.unroute('**/api/live/poll?*wait=*');
  await expect(row).toHaveAttribute('data-state', 'open');
  const before = await figure(row, 'received');
  await expect.poll(() => figure(row, 'received')).toBeGreaterThan(before + 5);
  await expect(row.getByTestId('missed')).toHaveText('0');
});

test('a page out of sight carries nothing, and begins again when it is back', async ({ page }) => {
  await open(page);
  await waitFor(page, 3);
  await look(page, 'hidden');
  for (const kind of LANES) await expect(lane(page, kind)).toHaveAttribute('data-state', 'idle');
  await look(page, 'visible');
  const before = await figure(lane(page, 'websocket'), 'received');
  await waitFor(page, before + 5);
  for (const kind of LANES) await expect(lane(page, kind).getByTestId('missed')).toHaveText('0');
});

/** What a browser tells a page whose tab is left or chosen. */
async function look(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

test('any series of the fleet can be carried, chosen by keyboard', async ({ page }) => {
  const mqtt = await connectAsync(sensorium.mqttUrl);
  let value = 0;
  const publishing = setInterval(() => {
    mqtt.publish('devices/carried/telemetry', JSON.stringify({ flow: value++ }));
  }, 200);
  await open(page);
  await page.getByTestId('source').click();
  await page.getByTestId('source-search').fill('carried');
  await expect(page.getByTestId('source-option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/series=/u);
  await expect(page.getByTestId('source')).toContainText('carried');
  await waitFor(page, 5);
  clearInterval(publishing);
  await mqtt.endAsync();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open(page);
    await waitFor(page, 3);
    await expect(page.getByTestId('frame').first()).toBeVisible();
    await page.getByTestId('frames-pause').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}

for (const language of ['en', 'ko']) {
  test(`nothing lies outside a phone, ${language}`, async ({ page }) => {
    await page.addInitScript((value) => {
      localStorage.setItem('sensorium.lang', value);
    }, language);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(new URL('transports?rate=10&poll=250', sensorium.url).href);
    await waitFor(page, 3);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}
