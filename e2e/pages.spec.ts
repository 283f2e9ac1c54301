import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { readFile } from 'node:fs/promises';
import { Sensorium } from './sensorium.ts';

let sensorium: Sensorium;
let mqtt: MqttClient;

test.beforeAll(async () => {
  sensorium = await Sensorium.start();
  mqtt = await connectAsync(sensorium.mqttUrl);
});
test.afterAll(async () => {
  await mqtt.endAsync(true);
  await sensorium[Symbol.asyncDispose]();
});

async function publish(device: string, values: Record<string, unknown>): Promise<void> {
  await mqtt.publishAsync(`devices/${device}/telemetry`, JSON.stringify(values), { qos: 1 });
}

/** Waits until the backend knows the device; resolves to its uid. */
async function uidOf(device: string): Promise<string> {
  await expect
    .poll(async () => (await fetch(new URL(`api/devices/${device}`, sensorium.url))).status)
    .toBe(200);
  const answer = await fetch(new URL(`api/devices/${device}`, sensorium.url));
  return ((await answer.json()) as { uid: string }).uid;
}

test('a device page shows values, charts and states, and follows them', async ({ page }) => {
  const meta = {
    name: 'Cold store',
    metrics: { temperature: { unit: 'C', limits: { critical: { high: -15 } } } },
  };
  await mqtt.publishAsync('devices/cold/meta', JSON.stringify(meta), { qos: 1 });
  for (let i = 0; i < 5; i++)
    await publish('cold', { temperature: -18 - i / 10, door: i % 2 === 0, mode: 'cooling' });
  await page.goto(new URL(`devices/${await uidOf('cold')}`, sensorium.url).href);
  await expect(page.getByTestId('device-name')).toHaveText('Cold store');
  await expect(page).toHaveTitle(/Cold store/);
  await expect(page.getByTestId('values')).toContainText('−18.4');
  await expect(page.getByTestId('chart').first()).toBeVisible();
  await expect(page.getByTestId('states')).toContainText('cooling');
  await publish('cold', { temperature: -12.5, door: true, mode: 'defrost' });
  await expect(page.getByTestId('values')).toContainText('−12.5');
  await expect(page.getByTestId('last-message')).toContainText('devices/cold/telemetry');
});

test('the picture to be kept shows the states too', async ({ page }) => {
  await publish('gate', { door: true });
  await publish('gate', { door: false });
  await page.goto(new URL(`devices/${await uidOf('gate')}`, sensorium.url).href);
  await expect(page.getByTestId('states')).toContainText('Closed');
  const strip = await page.locator('sn-state-strip').boundingBox();
  await page.getByTestId('export').click();
  const download = page.waitForEvent('download');
  await page.getByTestId('export-png').click();
  const png = await readFile(await (await download).path());
  const head = 104;
  expect(heightOf(png)).toBeGreaterThanOrEqual(head + (strip?.height ?? Infinity));
});

/** A PNG begins with eight bytes and the chunk IHDR: length, name, width, height (W3C PNG, section 11.2.1). */
function heightOf(png: Buffer): number {
  return png.readUInt32BE(20);
}

test('what is edited can be undone, and goes to all pages at once', async ({ page, context }) => {
  await publish('lamp', { power: 7 });
  const url = new URL(`devices/${await uidOf('lamp')}`, sensorium.url).href;
  const fleet = await context.newPage();
  await fleet.goto(sensorium.url);
  await page.goto(url);
  await page.getByTestId('edit').click();
  await page.getByTestId('field-name').fill('Hall lamp');
  await page.getByTestId('save').click();
  await expect(page.getByTestId('device-name')).toHaveText('Hall lamp');
  await expect(fleet.getByRole('article', { name: 'Hall lamp' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('device-name')).toHaveText('lamp');
});

test('a deleted device is gone for the page that shows it', async ({ page }) => {
  await publish('doomed', { x: 1 });
  const uid = await uidOf('doomed');
  await page.goto(new URL(`devices/${uid}`, sensorium.url).href);
  await expect(page.getByTestId('device-name')).toHaveText('doomed');
  await page.getByTestId('more').click();
  await page.getByTestId('more-delete').click();
  await page.getByTestId('dialog-confirm').click();
  await expect.poll(async () => (await fetch(new URL(`api/devices/${uid}`, sensorium.url))).status).toBe(404);
});

test('an unknown device says so', async ({ page }) => {
  await page.goto(new URL('devices/nobody', sensorium.url).href);
  await expect(page.getByTestId('device-missing')).toBeVisible();
});

test('ages are right on a viewer whose clock is an hour off', async ({ page }) => {
  await publish('aged', { x: 1 });
  await uidOf('aged');
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await page.goto(sensorium.url);
  const card = page.getByRole('article', { name: 'aged' });
  await expect(card).toBeVisible();
  await page.clock.runFor(3_000);
  await expect(card.getByTestId('device-age')).toHaveText(/^\d{1,2} s ago$/);
});

test('a device that dies says so by its last will', async ({ page }) => {
  const will = {
    topic: 'devices/mortal/status',
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  const device = await connectAsync(sensorium.mqttUrl, { will, reconnectPeriod: 0 });
  await device.publishAsync('devices/mortal/telemetry', '{"x":1}', { qos: 1 });
  await page.goto(sensorium.url);
  const card = page.getByRole('article', { name: 'mortal' });
  await expect(card).toHaveAttribute('data-presence', 'live');
  device.stream.destroy();
  await expect(card).toHaveAttribute('data-presence', 'offline');
  await device.endAsync(true);
});

test('the view of the fleet stands in the URL, and back restores it', async ({ page }) => {
  await publish('findable', { x: 1 });
  await uidOf('findable');
  await page.goto(new URL('?view=table&q=findable', sensorium.url).href);
  await expect(page.getByTestId('device-row')).toHaveCount(1);
  await page.getByTestId('device-link').first().click();
  await expect(page.getByTestId('device-name')).toHaveText('findable');
  await page.goBack();
  await expect(page.getByTestId('device-row')).toHaveCount(1);
  await expect(page.getByTestId('fleet-search')).toHaveValue('findable');
});

test('the system page names what was not taken, and shows it as text', async ({ page }) => {
  await mqtt.publishAsync('devices/bad/telemetry', '{"x":<img src=x onerror=alert(1)>', { qos: 1 });
  await page.goto(new URL('system', sensorium.url).href);
  await expect(page.getByTestId('rejections')).toContainText('devices/bad/telemetry', { timeout: 10_000 });
  await expect(page.getByTestId('link-state')).toBeVisible();
  await expect(page.getByTestId('viewers')).toContainText('websocket');
});

for (const scheme of ['light', 'dark'] as const) {
  for (const path of ['devices', 'system', '?view=table', '?view=battery']) {
    test(`axe finds nothing on ${path}, ${scheme}`, async ({ page }) => {
      await publish('checked', { temperature: 21, on: true, mode: 'auto', battery: 80 });
      const uid = await uidOf('checked');
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(new URL(path === 'devices' ? `devices/${uid}` : path, sensorium.url).href);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[data-testid=connection]:visible')).toHaveAttribute('data-state', 'live');
      await page.evaluate(() => document.fonts.ready);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });
  }
}

for (const path of ['devices', 'system']) {
  test(`nothing of ${path} lies outside a phone`, async ({ page }) => {
    await publish('narrow', { temperature: 21, humidity: 40, on: true });
    const uid = await uidOf('narrow');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(new URL(path === 'devices' ? `devices/${uid}` : path, sensorium.url).href);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

test('a replaced device goes on under its own name, with the readings of the new one', async ({ page }) => {
  await publish('worn', { level: 1 });
  await publish('fresh', { level: 2 });
  await uidOf('fresh');
  await page.goto(new URL(`devices/${await uidOf('worn')}`, sensorium.url).href);
  await page.getByTestId('more').click();
  await page.getByTestId('more-replace').click();
  await page.getByTestId('dialog-search').fill('fresh');
  await page.getByTestId('dialog-device').first().click();
  await page.getByTestId('dialog-confirm').click();
  await expect(page.getByTestId('dialog')).toBeHidden();
  await publish('fresh', { level: 3 });
  await expect(page.getByTestId('device-name')).toHaveText('worn');
  await expect(page.getByTestId('values')).toContainText('3');
});
