import { chromium, type Browser } from '@playwright/test';
import { pathOf } from './programs.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of the system, without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: pathOf('chromium'), headless: true, args: ARGUMENTS });
}

/** A value on the fleet page that came over the live stream. */
export const FIRST_READING = '[data-presence=live] [data-testid=device-value]';
