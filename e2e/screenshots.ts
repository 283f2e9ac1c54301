import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Sensorium } from './sensorium.ts';

/** `npm run screenshots`: the pictures of the documentation, from the demo fleet after a few minutes. */

const FOLDER = join(import.meta.dirname, '../docs/screenshots');
const WARM_UP_MS = Number(process.env.WARM_UP_S ?? '150') * 1_000;

/** One picture: where, how wide, in which theme. */
interface Shot {
  name: string;
  path: (sensorium: Sensorium) => string | Promise<string>;
  width: number;
  height: number;
  scheme: 'light' | 'dark';
}

const fleet = () => '';
const device = async (sensorium: Sensorium) => {
  const answer = await fetch(new URL('api/devices?kind=cold-store&limit=3', sensorium.url));
  const { devices } = (await answer.json()) as { devices: { uid: string }[] };
  return `devices/${devices[1]?.uid ?? ''}`;
};

const rule = () => 'alerts/rules/demo-cold-store-warm';

const SHOTS: readonly Shot[] = [
  { name: 'fleet-desktop-light', path: fleet, width: 1440, height: 900, scheme: 'light' },
  { name: 'fleet-phone-dark', path: fleet, width: 390, height: 844, scheme: 'dark' },
  { name: 'fleet-table-dark', path: () => '?view=table', width: 1440, height: 900, scheme: 'dark' },
  { name: 'device-desktop-light', path: device, width: 1440, height: 1100, scheme: 'light' },
  { name: 'device-phone-dark', path: device, width: 390, height: 844, scheme: 'dark' },
  { name: 'system-desktop-light', path: () => 'system', width: 1440, height: 900, scheme: 'light' },
  { name: 'alerts-desktop-light', path: () => 'alerts', width: 1440, height: 900, scheme: 'light' },
  { name: 'alerts-phone-dark', path: () => 'alerts', width: 390, height: 844, scheme: 'dark' },
  { name: 'rule-desktop-dark', path: rule, width: 1440, height: 900, scheme: 'dark' },
  {
    name: 'transports-desktop-light',
    path: () => 'transports?rate=10',
    width: 1440,
    height: 1100,
    scheme: 'light',
  },
];

mkdirSync(FOLDER, { recursive: true });
await using sensorium = await Sensorium.start({ DEMO: 'on' });
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
await pause(WARM_UP_MS);
for (const shot of SHOTS) await take(browser, shot);
await browser.close();

async function take(from: Browser, { name, path, width, height, scheme }: Shot): Promise<void> {
  const page: Page = await from.newPage({ viewport: { width, height }, colorScheme: scheme });
  await page.goto(new URL(await path(sensorium), sensorium.url).href);
  await pause(6_000);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
  process.stdout.write(`${name}.png\n`);
}
