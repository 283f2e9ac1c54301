import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Alert, Delivery } from '@sensorium/contracts';
import { connectAsync } from 'mqtt';
import { Plant } from './plant.ts';

const MINUTE = 60_000;
/** What goes through broker, engine, disk and socket to the page of a loaded machine. */
const SOON = { timeout: 20_000 };
const PHONE = { width: 390, height: 844 };

let plant: Plant;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  plant = await Plant.start();
});
test.afterAll(async () => {
  await plant[Symbol.asyncDispose]();
});

function rowOf(page: Page, name: string): Locator {
  return page.getByTestId('alert-row').filter({ hasText: name });
}

/** What the frame counts of a severity; a phone has its own place for it. */
function countOf(page: Page, severity: string): Locator {
  return page.locator(`[data-testid="alert-counts"]:visible [data-severity="${severity}"]`);
}

async function pick(page: Page, field: string, value: string): Promise<void> {
  await page.getByTestId(field).click();
  await page.locator(`[data-testid="${field}-panel"] [data-value="${value}"]`).click();
}

/** Four hours of a room, one reading a minute, with three times twenty minutes of warmth. */
async function past(id: string): Promise<void> {
  const now = Date.now();
  const readings = Array.from({ length: 240 }, (_, minute) => ({
    ts: now - (240 - minute) * MINUTE,
    values: { temperature: minute % 80 >= 20 && minute % 80 < 40 ? 12 : 4 },
  }));
  await plant.mqtt.publishAsync(`devices/${id}/telemetry`, JSON.stringify(readings), { qos: 1 });
}

async function writeRule(page: Page, name: string, device: string): Promise<void> {
  await page.goto(plant.address('alerts/rules/new'));
  await page.getByTestId('rule-name').fill(name);
  await pick(page, 'rule-metric', 'temperature');
  await pick(page, 'rule-severity', 'critical');
  await page.getByTestId('rule-scope').click();
  await page.getByTestId('scope-devices').fill(device);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByTestId('rule-value').fill('8');
  await page.getByTestId('rule-for').fill('0 s');
  await page.getByTestId('rule-clear-for').fill('0 s');
}

async function dragUp(page: Page, line: string, px: number): Promise<void> {
  const box = await page.getByTestId(line).boundingBox();
  if (!box) throw new Error(`${line} is not on screen`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - px, { steps: 4 });
  await page.mouse.up();
}

test('a rule is checked against the past, saved, and fires by readings on every page', async ({
  page,
  context,
}) => {
  test.setTimeout(90_000);
  await past('cold-1');
  await plant.room('cold-1', 'Cold room 1', 'Hall');
  const inbox = await context.newPage();
  await inbox.goto(plant.address('alerts'));
  await expect(inbox.getByTestId('inbox-calm')).toBeVisible(SOON);

  await writeRule(page, 'Room too warm', 'cold-1');
  const count = page.getByTestId('preview-count').locator('b');
  await expect(count).toHaveText('3', SOON);
  await expect(page.getByTestId('preview-row')).toContainText('Cold room 1');
  await page.getByTestId('rule-value').fill('20');
  await expect(count).toHaveText('0', SOON);
  await page.getByTestId('rule-value').fill('8');
  await expect(count).toHaveText('3', SOON);
  await dragUp(page, 'line-value', 30);
  const limit = Number(await page.getByTestId('rule-value').inputValue());
  expect(limit).toBeGreaterThan(8);
  expect(limit).toBeLessThan(12);
  await expect(count).toHaveText('3', SOON);
  await page.getByTestId('rule-save').click();
  await expect(page).toHaveURL(/alerts\/rules\/(?!new)[\w-]+$/u, SOON);

  await plant.reads('cold-1', 12);
  await expect(rowOf(inbox, 'Room too warm')).toHaveAttribute('data-state', 'firing', SOON);
  await expect(countOf(inbox, 'critical')).toContainText('1');
  await expect(countOf(page, 'critical')).toContainText('1', SOON);
  await expect(page.getByTestId('toast')).toContainText('Room too warm', SOON);
  await expect(inbox).toHaveTitle(/1/u);
  await plant.reads('cold-1', 4);
  await expect(countOf(page, 'critical')).toHaveCount(0, SOON);
  await inbox.getByTestId('tab-recent').click();
  await expect(rowOf(inbox, 'Room too warm')).toHaveAttribute('data-state', 'resolved', SOON);
});

test('an alert is acknowledged by touch on a phone', async ({ browser }) => {
  await plant.room('cold-2', 'Cold room 2', 'Hall');
  await plant.rule('Phone', ['cold-2']);
  const { id } = await plant.warms('cold-2');
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(plant.address('alerts'));
  await expect(countOf(page, 'critical')).toContainText('1', SOON);
  await rowOf(page, 'Phone').getByTestId('alert-link').tap();
  await expect(page).toHaveURL(new RegExp(`alerts/${id}`, 'u'));
  await expect(page.getByTestId('incident-title')).toHaveText('Phone');
  await page.getByTestId('acknowledge').tap();
  await expect(page.getByTestId('unacknowledge')).toBeVisible(SOON);
  const { acknowledged, state } = await plant.api<Alert>(`alerts/${id}`);
  expect({ by: acknowledged?.by, state }).toEqual({ by: 'somebody', state: 'firing' });
  await expect(countOf(page, 'critical')).toContainText('1');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await page.getByTestId('back-to-list').tap();
  await expect(rowOf(page, 'Phone')).toContainText('acknowledged by');
  await plant.reads('cold-2', 4);
  await expect(rowOf(page, 'Phone')).toHaveAttribute('data-state', 'resolved', SOON);
  await expect(countOf(page, 'critical')).toHaveCount(0, SOON);
  await context.close();
});

async function silence(page: Page, site: string): Promise<void> {
  await page.goto(plant.address('alerts/silences'));
  await page.getByTestId('silence-new').click();
  await page.getByTestId('match-sites').fill(site);
  await page.getByTestId('silence-reason').fill('Compressor is exchanged');
  await page.getByTestId('silence-author').fill('Ines');
  await expect(page.getByTestId('silence-preview')).toContainText('Quay room', SOON);
  await page.getByTestId('silence-save').click();
  await expect(page.getByTestId('silences-active').getByTestId('silence')).toContainText(site, SOON);
}

async function noticesOf(alert: Alert): Promise<Delivery[]> {
  const { notifications } = await plant.api<{ notifications: Delivery[] }>(`notifications?alert=${alert.id}`);
  return notifications;
}

test('a silenced site tells nobody, and says why; other sites do', async ({ page }) => {
  await plant.room('quay', 'Quay room', 'Harbour');
  await plant.room('attic', 'Attic', 'Mill');
  await plant.rule('Site', ['quay', 'attic']);
  await silence(page, 'Harbour');
  const silenced = await plant.warms('quay');
  const told = await plant.warms('attic');
  await expect.poll(async () => (await noticesOf(told)).length, SOON).toBe(1);
  await expect(page.getByTestId('toast')).toContainText('Attic', SOON);
  await expect(page.getByTestId('toast')).toHaveCount(1);
  expect(await noticesOf(silenced)).toEqual([]);

  await page.goto(plant.address(`alerts/${silenced.id}`));
  await expect(page.getByTestId('nobody-told')).toBeVisible(SOON);
  await expect(page.getByTestId('why')).toContainText(/silence/iu, SOON);
  await page.getByTestId('tab-snoozed').click();
  await expect(rowOf(page, 'Quay room')).toBeVisible();
  await expect(countOf(page, 'critical')).toContainText('1');

  await page.goto(plant.address('alerts/silences'));
  await page.getByTestId('silence-end').click();
  await expect.poll(async () => (await noticesOf(silenced)).length, SOON).toBe(1);
  await plant.reads('quay', 4);
  await plant.reads('attic', 4);
});

test('a device that is lost while it fires stays open without data, until a good value', async ({ page }) => {
  await plant.room('lost', 'Lost room', 'Hall');
  await plant.rule('Lost', ['lost']);
  const will = {
    topic: 'devices/lost/status',
    payload: Buffer.from('offline'),
    qos: 1,
    retain: true,
  } as const;
  const device = await connectAsync(plant.sensorium.mqttUrl, { will, reconnectPeriod: 0 });
  const { id } = await plant.warms('lost', device);
  await page.goto(plant.address(`alerts/${id}`));
  await expect(page.getByTestId('incident-state')).toHaveAttribute('data-state', 'firing', SOON);
  device.stream.destroy();
  await expect(rowOf(page, 'Lost')).toContainText(/no data since \d/iu, SOON);
  await expect(page.getByTestId('incident')).toContainText(/no data since/iu);
  await expect(page.getByTestId('incident-state')).toHaveAttribute('data-state', 'firing');
  await expect(page.getByTestId('happened').locator('[data-type="no-data"]')).toBeVisible(SOON);
  expect((await plant.api<Alert>(`alerts/${id}`)).noDataSince).not.toBeNull();

  await plant.mqtt.publishAsync('devices/lost/status', 'online', { qos: 1, retain: true });
  await plant.reads('lost', 11);
  await expect(page.getByTestId('happened').locator('[data-type="data-back"]')).toBeVisible(SOON);
  await expect(page.getByTestId('incident-state')).toHaveAttribute('data-state', 'firing');
  await plant.reads('lost', 4);
  await expect(page.getByTestId('incident-state')).toHaveAttribute('data-state', 'resolved', SOON);
  await device.endAsync(true);
});
