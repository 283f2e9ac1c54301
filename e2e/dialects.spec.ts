import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { FieldDevices } from './field-devices.ts';
import { Sensorium } from './sensorium.ts';

let sensorium: Sensorium;
let mqtt: MqttClient;
let field: FieldDevices;

test.beforeAll(async () => {
  sensorium = await Sensorium.start();
  mqtt = await connectAsync(sensorium.mqttUrl);
  field = new FieldDevices(mqtt);
  await field.begin();
});
test.afterAll(async () => {
  await mqtt.endAsync(true);
  await sensorium[Symbol.asyncDispose]();
});

function cardOf(page: Page, name: string): Locator {
  return page
    .getByTestId('device-card')
    .filter({ has: page.getByTestId('device-link').getByText(name, { exact: true }) });
}

async function open(page: Page, name: string): Promise<void> {
  await page.goto(sensorium.url);
  await cardOf(page, name).getByTestId('device-link').click();
  await expect(page.getByTestId('device-name')).toHaveText(name);
}

function tileOf(page: Page, metric: string): Locator {
  return page.locator(`[data-testid=value][data-metric="${metric}"]`);
}

/** What the server tells of a metric. */
interface StoredMetric {
  name: string;
  unit: string | null;
  latest: { value: unknown } | null;
}

/** Unit and newest value of a metric as they are stored. */
async function newestOf(device: string, metric: string): Promise<{ unit: string | null; value: unknown }> {
  const answer = await fetch(new URL(`api/devices/${encodeURIComponent(device)}`, sensorium.url));
  const { metrics } = (await answer.json()) as { metrics: StoredMetric[] };
  const found = metrics.find(({ name }) => name === metric);
  return { unit: found?.unit ?? null, value: found?.latest?.value };
}

/** Chooses something of the settings menu, such as a unit. */
async function choose(page: Page, testId: string): Promise<void> {
  await page.locator('[data-testid=settings]:visible').click();
  await page.getByTestId(testId).click();
}

test('devices of four dialects stand side by side, named, with units and states', async ({ page }) => {
  await page.goto(sensorium.url);
  const climate = cardOf(page, 'Nursery climate');
  await expect(climate).toContainText('Temperature');
  await expect(climate.getByTestId('device-value')).toHaveText(/21\.4\s°C/);
  await expect(climate).toHaveAttribute('data-presence', 'live');
  await expect(cardOf(page, 'Garden door').getByText('Closed', { exact: true })).toBeVisible();
  await expect(cardOf(page, 'freezer_plug')).toContainText(/−3\.6\s°C/);
  await expect(cardOf(page, 'Pump 3')).toContainText(/4\.2\s+bar/);
  await expect(cardOf(page, 'North field')).toContainText(/48\.7\s%/);
  await field.zigbeeStates(22.6, false);
  await expect(climate.getByTestId('device-value')).toHaveText(/22\.6\s°C/);
  await expect(cardOf(page, 'Garden door').getByText('Open', { exact: true })).toBeVisible();
});

test('a unit that only the name suggests is marked as guessed', async ({ page }) => {
  await open(page, 'North field');
  const guessed = tileOf(page, 'soil_temperature').getByText('°C', { exact: true });
  await expect(guessed).toHaveClass(/guessed/);
  await open(page, 'Nursery climate');
  await expect(tileOf(page, 'temperature').getByText('°C', { exact: true })).not.toHaveClass(/guessed/);
});

test('values go by alias after a birth', async ({ page }) => {
  await open(page, 'Pump 3');
  await field.sparkplugData(5.25);
  await expect(tileOf(page, 'Outlet pressure')).toContainText(/5\.25\sbar/);
  await expect(page.getByTestId('about')).toContainText('Sparkplug B');
  await expect(page.getByTestId('parent')).toContainText('Edge 1');
});

test('local time without a zone is said to be that', async ({ page }) => {
  await open(page, 'freezer_plug');
  await expect(page.getByTestId('device.clock')).toHaveText(/time without a zone/);
});

test('a viewer sees the units of their choice, and the browser remembers them', async ({ page }) => {
  await open(page, 'Nursery climate');
  await field.zigbeeStates(20, true);
  await expect(tileOf(page, 'temperature')).toContainText(/20(\.0+)?\s°C/);
  await choose(page, 'unit-temperature-°F');
  await choose(page, 'unit-pressure-mmHg');
  await expect(tileOf(page, 'temperature')).toContainText(/68(\.0+)?\s°F/);
  await expect(tileOf(page, 'pressure')).toContainText(/760(\.0+)?\smmHg/);
  await expect(page.getByTestId('chart').filter({ hasText: 'Temperature' }).first()).toContainText('°F');
  await page.reload();
  await expect(tileOf(page, 'temperature')).toContainText(/68(\.0+)?\s°F/);
  await page.goto(sensorium.url);
  await expect(cardOf(page, 'Nursery climate').getByTestId('device-value')).toHaveText(/68(\.0+)?\s°F/);
  expect(await newestOf('Nursery climate', 'temperature')).toEqual({ unit: '°C', value: 20 });
  await choose(page, 'unit-temperature-sent');
  await expect(cardOf(page, 'Nursery climate').getByTestId('device-value')).toHaveText(/20(\.0+)?\s°C/);
});

test('the death of a gateway makes what is behind it stale at once, and says why', async ({ page }) => {
  await open(page, 'Garden door');
  await expect(page.getByTestId('device-presence')).toHaveAttribute('data-state', 'live');
  await field.zigbeeDies();
  await expect(page.getByTestId('device-presence')).toHaveAttribute('data-state', 'stale');
  await expect(page.getByTestId('device-reason')).toContainText(/gateway .* is offline/i);
  await page.getByTestId('parent').getByRole('link').click();
  await expect(page.getByTestId('children-count')).toContainText('2 devices behind it');
  await expect(page.locator('[data-testid=child][data-presence=stale]')).toHaveCount(2);
  await page.goto(new URL('?group=gateway', sensorium.url).href);
  await expect(page.getByTestId('section').filter({ hasText: 'No gateway' })).toBeVisible();
  await field.zigbeeBridge();
  await field.zigbeeStates(21, true);
  await expect(cardOf(page, 'Garden door')).toHaveAttribute('data-presence', 'live');
});

test('a template that is not understood is shown with the reason', async ({ page }) => {
  const template = '{% if value_json.t > 3 %}{{ value_json.t }}{% endif %}';
  const config = { name: 'Odd', unique_id: 'odd-1', state_topic: 'odd/state', value_template: template };
  await mqtt.publishAsync('homeassistant/sensor/odd/t/config', JSON.stringify(config), { qos: 1 });
  await page.goto(new URL('system', sensorium.url).href);
  const row = page.locator('[data-reason=template-unsupported]');
  await row.getByRole('button').click();
  await expect(page.getByTestId('samples')).toContainText(template);
});

test('axe finds nothing on the page of a gateway', async ({ page }) => {
  await open(page, 'Garden door');
  await expect(page.getByTestId('parent')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
});
