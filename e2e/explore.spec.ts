import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Sensorium } from './sensorium.ts';

let sensorium: Sensorium;

/** Series of the demo fleet: a temperature, a power, a counter, a state. */
const FREEZER = 'busan-freezer-1/temperature';
const POWER = 'busan-freezer-1/power';
const ENERGY = 'busan-meter-main/energy';
const DOOR = 'busan-freezer-1/door';

test.beforeAll(async () => {
  test.setTimeout(90_000);
  sensorium = await Sensorium.start({ DEMO: 'on' });
  for (const name of [FREEZER, ENERGY])
    await expect.poll(() => stored(name), { timeout: 40_000 }).toBeGreaterThan(1);
});
test.afterAll(async () => {
  await sensorium[Symbol.asyncDispose]();
});

/** Readings of a series that the history has. */
async function stored(name: string): Promise<number> {
  const answer = await fetch(new URL(`api/history/statistics?series=${name}&from=now-1h`, sensorium.url));
  if (!answer.ok) return 0;
  const { series } = (await answer.json()) as { series: { count: number }[] };
  return series[0]?.count ?? 0;
}

function addressOf(series: readonly string[], more = ''): string {
  const query = series.map((name) => `series=${encodeURIComponent(name)}`).join('&');
  return new URL(`explore?${query}${more}`, sensorium.url).href;
}

/** Canvas px of the chart that are neither empty nor grey: what lines and bars have. */
function colouredPx(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('sn-chart canvas, sn-bars-chart canvas');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [r = 0, g = 0, b = 0, a = 0] = data.slice(i, i + 4);
      if (a > 100 && Math.max(r, g, b) - Math.min(r, g, b) > 60) coloured++;
    }
    return coloured;
  });
}

async function pick(page: Page, words: string, name: string): Promise<void> {
  await page.getByTestId('picker-search').fill(words);
  await page.locator(`[data-testid="picker-option"][data-series="${name}"]`).click();
}

test('two series are picked, drawn on two axes, zoomed, and still there after a reload', async ({ page }) => {
  await page.goto(new URL('explore', sensorium.url).href);
  await expect(page.getByTestId('explore-empty')).toBeVisible();
  await page.getByTestId('empty-add').click();
  await pick(page, 'freezer 1 temperature', FREEZER);
  await pick(page, 'freezer 1 power', POWER);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('picker')).toBeHidden();
  await expect(page.getByTestId('series-row')).toHaveCount(2);
  await expect(page.getByTestId('axis-left')).toHaveText('°C');
  await expect(page.getByTestId('axis-right')).toHaveText('kW');
  await expect.poll(() => colouredPx(page)).toBeGreaterThan(50);
  for (const row of await page.getByTestId('series-row').all()) {
    await expect(row.getByTestId('figure-count')).toHaveText(/^[\d\u202f]+$/u);
    await expect(row.getByTestId('figure-mean')).toHaveText(/\d/);
  }

  const plot = await page.locator('sn-chart').boundingBox();
  if (!plot) throw new Error('no chart');
  await page.mouse.move(plot.x + plot.width * 0.6, plot.y + 100);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.8, plot.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=\d+&to=\d+|from=\d+.*to=\d+/);
  const zoomed = page.url();
  await page.reload();
  await expect(page.getByTestId('series-row')).toHaveCount(2);
  expect(page.url()).toBe(zoomed);
});

test('keys pick, and hidden series stay hidden after a reload', async ({ page }) => {
  await page.goto(addressOf([FREEZER]));
  await page.getByTestId('add-series').click();
  await page.getByTestId('picker-search').fill('busan-freezer-1 power');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('add-series')).toBeFocused();
  const row = page.locator(`[data-testid="series-row"][data-series="${POWER}"]`);
  await row.getByTestId('series-show').click();
  await page.reload();
  await expect(row.getByTestId('series-show')).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByTestId('axis-right')).toHaveText('');
  await row.getByTestId('series-remove').click();
  await expect(page.getByTestId('series-row')).toHaveCount(1);
});

test('a third unit waits for an axis, states stand in strips, unknown names say so', async ({ page }) => {
  await page.goto(addressOf([FREEZER, POWER, ENERGY, DOOR, 'nobody/x']));
  await expect(page.getByTestId('no-axis')).toHaveCount(1);
  await expect(page.getByTestId('states')).toContainText('Freezer 1');
  await expect(page.getByTestId('series-unknown')).toContainText('nobody/x');
});

test('a counter has bars for each hour, and its increase in the table', async ({ page }) => {
  await page.goto(addressOf([ENERGY, FREEZER], '&from=now-6h&to=now'));
  await page.getByTestId('kind-totals').click();
  await expect(page).toHaveURL(/kind=totals/);
  await expect(page.getByTestId('bars')).toHaveAttribute('data-buckets', /^[67]$/);
  await expect.poll(() => colouredPx(page)).toBeGreaterThan(50);
  const row = page.locator(`[data-testid="series-row"][data-series="${ENERGY}"]`);
  await expect(row.getByTestId('figure-increase')).toHaveText(/\d/);
  await page.getByTestId('per-day').click();
  await expect(page.getByTestId('bars')).toHaveAttribute('data-buckets', /^[12]$/);
});

test('readings and the picture can be kept', async ({ page }) => {
  await page.goto(addressOf([FREEZER, ENERGY]));
  await page.getByTestId('export').click();
  const csv = await page.getByTestId('export-csv').getAttribute('href');
  expect(await (await fetch(csv ?? '')).text()).toContain('busan-freezer-1,temperature');
  const download = page.waitForEvent('download');
  await page.getByTestId('export-png').click();
  expect((await download).suggestedFilename()).toMatch(/^Explore.*\.png$/);
});

for (const scheme of ['light', 'dark'] as const) {
  for (const kind of ['', '&kind=totals&from=now-6h&to=now']) {
    test(`axe finds nothing on explore${kind}, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(addressOf([FREEZER, POWER, ENERGY, DOOR], kind));
      await expect(page.getByTestId('figure-count').first()).toHaveText(/\d/);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });
  }
  test(`axe finds nothing on the open list and the empty page, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(new URL('explore', sensorium.url).href);
    await page.getByTestId('empty-add').click();
    await expect(page.getByTestId('picker-option').first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}

test('nothing of explore lies outside a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(addressOf([FREEZER, POWER, ENERGY, DOOR, 'nobody/x']));
  await expect(page.getByTestId('series-row')).toHaveCount(4);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
