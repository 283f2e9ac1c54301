import { expect, test, type Locator, type Page } from '@playwright/test';
import { connectAsync, type MqttClient } from 'mqtt';
import { Sensorium } from './sensorium.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

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

/** Publishes readings with their own time: one in `everyMs` from `from` to `to`, ms since the epoch. */
async function backfill(device: string, from: number, to: number, everyMs: number): Promise<void> {
  const values = [];
  for (let t = from; t <= to; t += everyMs) values.push({ ts: t, values: { level: Math.sin(t / HOUR) } });
  await mqtt.publishAsync(`devices/${device}/telemetry`, JSON.stringify(values), { qos: 1 });
}

async function storedOf(device: string, from: number, to: number): Promise<number> {
  const query = new URLSearchParams({ series: `${device}/level`, from: String(from), to: String(to) });
  const answer = await fetch(new URL(`api/history?${query.toString()}`, sensorium.url));
  if (!answer.ok) return -1;
  const { series } = (await answer.json()) as { series: { stored: number }[] };
  return series[0]?.stored ?? 0;
}

/** Opens the page of a device that has had a reading every ten seconds for four hours; resolves to its chart. */
async function open(page: Page, device: string, query = ''): Promise<Locator> {
  const now = Date.now();
  await backfill(device, now - 4 * HOUR, now, 10 * SECOND);
  await expect.poll(() => storedOf(device, now - 5 * HOUR, now + HOUR)).toBe(1_441);
  const { uid } = (await (await fetch(new URL(`api/devices/${device}`, sensorium.url))).json()) as {
    uid: string;
  };
  await page.goto(new URL(`devices/${uid}${query}`, sensorium.url).href);
  const chart = page.locator('sn-chart').first();
  await chart.locator('canvas').waitFor();
  return chart;
}

/** Drags over the chart between two shares of its width. */
async function drag(page: Page, chart: Locator, from: number, to: number): Promise<void> {
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart is not on screen');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (box.width * (from + to)) / 2, y);
  await page.mouse.move(box.x + box.width * to, y);
  await page.mouse.up();
}

function rangeOf(page: Page): { from: number; to: number } {
  const query = new URL(page.url()).searchParams;
  return { from: Number(query.get('from')), to: Number(query.get('to')) };
}

test('dragging zooms, a reload keeps the range, and back undoes it', async ({ page }) => {
  const chart = await open(page, 'zoomed', '?from=now-2h');
  await expect(page.getByTestId('range-label')).toHaveText('Last 2 h');
  await drag(page, chart, 0.3, 0.6);
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  const { from, to } = rangeOf(page);
  expect(to - from).toBeLessThan(HOUR);
  expect(to - from).toBeGreaterThan(HOUR / 4);
  await page.reload();
  await expect(page.getByTestId('paused')).toBeVisible();
  expect(rangeOf(page)).toEqual({ from, to });
  await page.goBack();
  await expect(page.getByTestId('range-label')).toHaveText('Last 2 h');
});

test('a double click goes back, Shift pans, keys zoom', async ({ page }) => {
  const chart = await open(page, 'panned', '?from=now-2h');
  await drag(page, chart, 0.4, 0.6);
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  const zoomed = rangeOf(page);
  await page.keyboard.down('Shift');
  await drag(page, chart, 0.4, 0.7);
  await page.keyboard.up('Shift');
  await expect.poll(() => rangeOf(page).from).toBeLessThan(zoomed.from);
  expect(rangeOf(page).to - rangeOf(page).from).toBeCloseTo(zoomed.to - zoomed.from, -1);
  await chart.focus();
  await page.keyboard.press('ArrowUp');
  await expect
    .poll(() => rangeOf(page).to - rangeOf(page).from)
    .toBeLessThan(0.6 * (zoomed.to - zoomed.from));
  await chart.dblclick();
  await chart.dblclick();
  await expect.poll(() => rangeOf(page)).toEqual(zoomed);
  await page.getByTestId('pause').click();
  await expect(page).toHaveURL(/to=now/);
});

test('a plain wheel scrolls the page, with Ctrl it zooms all charts', async ({ page }) => {
  const chart = await open(page, 'wheeled', '?from=now-1h');
  await chart.hover();
  await page.mouse.wheel(0, 100);
  await expect(page.getByTestId('range-label')).toHaveText('Last 1 h');
  await chart.hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 300);
  await page.keyboard.up('Control');
  await expect(page.getByTestId('range-label')).not.toHaveText('Last 1 h');
});

test('the brush moves the range, by mouse and by keys', async ({ page }) => {
  await open(page, 'brushed', '?from=now-30m');
  await page.getByTestId('brush-from').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByTestId('range-label')).not.toHaveText('Last 30 min');
  await page.getByTestId('range-earlier').click();
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
});

test('a restart of the backend leaves no hole in the chart', async ({ page, context }) => {
  // What a shared worker fetches is not cut by `setOffline`: without one the page holds the line itself.
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
  const chart = await open(page, 'restarted', '?from=now-15m');
  await expect(chart).toHaveAttribute('aria-label', /from −?\d/);
  await context.setOffline(true);
  await mqtt.endAsync(true);
  await restart();
  await mqtt.publishAsync(
    'devices/restarted/telemetry',
    JSON.stringify({ ts: Date.now(), values: { level: 99 } }),
    { qos: 1 },
  );
  await mqtt.endAsync(true);
  await restart();
  await expect(chart).not.toHaveAttribute('aria-label', /99/);
  await context.setOffline(false);
  await expect(chart).toHaveAttribute('aria-label', /to 99/, { timeout: 20_000 });
  await expect(page.getByTestId('history-fault')).toHaveCount(0, { timeout: 20_000 });
});

/** The backend's memory of the last minutes is gone: what came before is in the history alone. */
async function restart(): Promise<void> {
  await sensorium.pause();
  await sensorium.resume();
  mqtt = await connectAsync(sensorium.mqttUrl);
}
