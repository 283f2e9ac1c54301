import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Sensorium } from './sensorium.ts';

const SIMULATOR = join(import.meta.dirname, '../simulator/dist/cli.js');
const DEVICES = 10_000;

test('ten thousand devices: all counted, few drawn, found and reached to the last', async ({ page }) => {
  test.setTimeout(120_000);
  await using sensorium = await Sensorium.start();
  const options = ['--devices', String(DEVICES), '--interval', '12000', '--connections', '8', '--quiet'];
  const simulator = spawn(process.execPath, [SIMULATOR, '--broker', sensorium.mqttUrl, ...options], {
    stdio: 'ignore',
  });
  try {
    await page.goto(sensorium.url);
    await expect(page.getByTestId('fleet-summary')).toContainText(/10.?000/u, { timeout: 60_000 });
    await expect(page.getByTestId('device-card').first()).toBeVisible();
    expect(await page.getByTestId('device-card').count()).toBeLessThan(300);
    await page.evaluate(() => {
      window.scrollTo(0, document.documentElement.scrollHeight);
    });
    await expect(page.getByTestId('device-card').last()).toBeInViewport();
    await page.getByTestId('fleet-search').fill('zz-not-there');
    await expect(page.getByTestId('fleet-nothing')).toBeVisible();
  } finally {
    simulator.kill('SIGKILL');
    await once(simulator, 'exit');
  }
});
