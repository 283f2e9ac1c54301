import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { Broker } from './broker.ts';
import { Gate, type Passing } from './gate.ts';
import { freePort, Sensorium } from './sensorium.ts';

test.describe('with the demo fleet', () => {
  let sensorium: Sensorium;

  test.beforeAll(async () => {
    sensorium = await Sensorium.start({ DEMO: 'on' });
  });
  test.afterAll(async () => {
    await sensorium[Symbol.asyncDispose]();
  });

  test('the fleet fills by itself and its values change', async ({ page }) => {
    await page.goto(sensorium.url);
    await expect(page.getByTestId('device-card')).toHaveCount(48);
    await expect(page.locator('[data-testid=device-card][data-presence=live]')).not.toHaveCount(0);
    const value = page.locator('[data-presence=live] [data-testid=device-value]').first();
    const before = await value.textContent();
    await expect(value).not.toHaveText(before ?? '', { timeout: 20_000 });
  });

  test('nothing lies outside a phone, and the navigation is at its foot', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(sensorium.url);
    await expect(page.getByTestId('device-card').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect(page.locator('nav.tabs')).toBeInViewport();
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const language of ['en', 'ko'] as const) {
      test(`axe finds nothing, ${scheme}, ${language}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: scheme });
        await page.addInitScript((lang) => {
          localStorage.setItem('sensorium.lang', lang);
        }, language);
        await page.goto(sensorium.url);
        await expect(page.getByTestId('device-card').first()).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      });
    }
  }

  test('language and theme change at once and stay', async ({ page }) => {
    await page.goto(sensorium.url);
    const settings = page.locator('[data-testid=settings]:visible');
    await settings.click();
    await page.getByTestId('language-ko').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('장치');
    await settings.click();
    await page.getByTestId('theme-dark').click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('장치');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('the search narrows the fleet and says when nothing is found', async ({ page }) => {
    await page.goto(sensorium.url);
    await expect(page.getByTestId('device-card')).toHaveCount(48);
    await page.keyboard.press('/');
    await page.keyboard.type('freezer');
    await expect(page.getByTestId('device-card').first()).toContainText(/freezer/i);
    expect(await page.getByTestId('device-card').count()).toBeLessThan(48);
    await page.keyboard.type(' that is not there');
    await expect(page.getByTestId('fleet-nothing')).toBeVisible();
  });
});

test.describe('with devices of a test', () => {
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

  test('an empty fleet says how to begin, and a first reading begins it', async ({ page }) => {
    await page.goto(sensorium.url);
    await expect(page.getByTestId('fleet-empty')).toBeVisible();
    await mqtt.publishAsync('devices/cold-01/telemetry', '{"temperature":-18.4}', { qos: 1 });
    const card = page.getByTestId('device-card');
    await expect(card.getByTestId('device-value')).toContainText('−18.4');
    await mqtt.publishAsync('devices/cold-01/telemetry', '{"temperature":-17.9}', { qos: 1 });
    await expect(card.getByTestId('device-value')).toContainText('−17.9');
  });

  test('names from outside are text, whatever they hold', async ({ page }) => {
    const name = '<img src=x onerror="document.title=1"> {{7*7}} 🌡️';
    await mqtt.publishAsync('devices/odd/meta', JSON.stringify({ name }), { qos: 1, retain: true });
    await mqtt.publishAsync('devices/odd/telemetry', '{"<b>m</b>":1}', { qos: 1 });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(sensorium.url);
    await expect(page.getByRole('article', { name, exact: true })).toBeVisible();
    await expect(page.getByText('<b>m</b>')).toBeVisible();
    expect(problems).toEqual([]);
  });

  test('a stopped server is said, and the page comes back with it', async ({ page }) => {
    await mqtt.publishAsync('devices/cold-01/telemetry', '{"temperature":-18}', { qos: 1 });
    await page.goto(sensorium.url);
    await expect(page.getByTestId('device-card').first()).toBeVisible();
    await sensorium.pause();
    await expect(connection(page)).toHaveAttribute('data-state', 'reconnecting');
    await expect(page.getByTestId('banner-lost')).toBeVisible({ timeout: 20_000 });
    await expect(connection(page)).toHaveAttribute('data-state', 'lost');
    await sensorium.resume();
    await expect(connection(page)).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
    await expect(page.getByTestId('banner-lost')).toBeHidden();
  });
});

const WAYS: Readonly<Record<string, Passing>> = { 'Socket.IO': 'all', 'plain HTTP': 'no-socket-io' };
for (const [way, passing] of Object.entries(WAYS)) {
  test(`a stopped broker makes devices unknown, not stale, and a started one live again, over ${way}`, async ({
    page,
  }) => {
    test.setTimeout(90_000);
    await using broker = await Broker.start(await freePort());
    await using sensorium = await Sensorium.start({ MQTT_URL: broker.url });
    await using gate = await Gate.open(sensorium.url);
    gate.let(passing);
    const mqtt = await connectAsync(broker.url, { reconnectPeriod: 100 });
    mqtt.on('error', () => undefined);
    await page.goto(gate.url);
    await expect(page.getByTestId('fleet-empty')).toBeVisible({ timeout: 20_000 });
    await mqtt.publishAsync('devices/a/telemetry', '{"x":1}', { qos: 1 });
    const card = page.getByTestId('device-card');
    await expect(card).toHaveAttribute('data-presence', 'live');
    await broker.pause();
    await expect(page.getByTestId('banner-link')).toBeVisible();
    await expect(card).toHaveAttribute('data-presence', 'unknown');
    await broker.resume();
    await expect(page.getByTestId('banner-link')).toBeHidden({ timeout: 30_000 });
    await mqtt.publishAsync('devices/a/telemetry', '{"x":2}', { qos: 1 });
    await expect(card).toHaveAttribute('data-presence', 'live');
    await expect(card.getByTestId('device-value')).toContainText('2');
    await mqtt.endAsync(true);
  });
}

/** The connection state that this width shows. */
function connection(page: Page) {
  return page.locator('[data-testid=connection]:visible');
}
