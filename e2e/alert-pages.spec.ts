import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { Alert } from '@sensorium/contracts';
import { Plant } from './plant.ts';

const SOON = { timeout: 20_000 };
const PHONE = { width: 390, height: 844 };

/** Each page of alerts with what is on it once it is whole. */
const PAGES = {
  alerts: 'alert-row',
  'alerts/rules': 'rule',
  'alerts/rules/new': 'rule-save',
  'alerts/silences': 'silence',
  'alerts/channels': 'channel',
};

let plant: Plant;
let incident: Alert;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  plant = await Plant.start();
  await plant.room('shown', 'Shown room', 'Hall');
  await plant.rule('Shown', ['shown']);
  incident = await plant.warms('shown');
  await plant.api('silences', {
    matchers: { sites: ['Elsewhere'] },
    from: Date.now(),
    to: Date.now() + 3_600_000,
    author: 'Ines',
    reason: 'Test',
  });
});
test.afterAll(async () => {
  await plant[Symbol.asyncDispose]();
});

/** Opens one of the pages and waits until it is whole. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(plant.address(path));
  const id = Object.entries(PAGES).find(([one]) => one === path)?.[1] ?? 'rule-version';
  await expect(page.getByTestId(id).first()).toBeVisible(SOON);
  await page.evaluate(() => document.fonts.ready);
}

async function checkWithAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${scheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const path of [...Object.keys(PAGES), `alerts/rules/${incident.rule.id}`]) {
      await test.step(path, async () => {
        await open(page, path);
        await checkWithAxe(page);
      });
    }
  });
}

test('axe finds nothing on what opens over them', async ({ page }) => {
  test.setTimeout(90_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, 'alerts');
  await page.getByTestId('acknowledge-note').click();
  await expect(page.getByTestId('note')).toBeFocused();
  await checkWithAxe(page);
  await open(page, 'alerts/rules/new');
  await page.getByTestId('rule-metric').click();
  await expect(page.getByTestId('rule-metric-search')).toBeFocused();
  await checkWithAxe(page);
  await open(page, 'alerts/silences');
  await page.getByTestId('silence-new').click();
  await page.getByTestId('silence-everything').check();
  await expect(page.getByTestId('silence-preview')).toBeVisible(SOON);
  await checkWithAxe(page);
  await open(page, 'alerts/channels');
  await page.getByTestId('channel-new').click();
  await page.locator('[data-testid="channel-new-panel"] [data-value="email"]').click();
  await expect(page.getByTestId('channel-name')).toBeVisible();
  await checkWithAxe(page);
});

test('nothing lies outside a phone', async ({ page }) => {
  test.setTimeout(90_000);
  await page.setViewportSize(PHONE);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const path of [...Object.keys(PAGES), `alerts/rules/${incident.rule.id}`]) {
    await open(page, path);
    expect(await width(), path).toBeLessThanOrEqual(PHONE.width);
  }
  await page.goto(plant.address(`alerts/${incident.id}`));
  await expect(page.getByTestId('happened')).toBeVisible(SOON);
  expect(await width(), 'incident').toBeLessThanOrEqual(PHONE.width);
});
