import type { CDPSession, Page } from '@playwright/test';
import { machineMs, pause } from '../measure/clock.ts';
import { FIRST_READING, openBrowser } from './browser.ts';
import { installProbe, takeFigures, type PageFigures } from './page-probe.ts';

const WHEEL_PX = 400;
const WHEEL_EVERY_MS = 100;
const WHEELS_ONE_WAY = 40;
const KEYS = ['p', 'u', 'm', 'p', ...Array.from('pump', () => 'Backspace')];
const KEY_EVERY_MS = 200;

/** How long the first page of a full fleet may take. */
const FIRST_READING_MS = 120_000;

/** The fleet page in a browser of its own, used as a person would. */
export class FleetPage {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #close: () => Promise<void>;

  private constructor(page: Page, session: CDPSession, close: () => Promise<void>) {
    this.#page = page;
    this.#session = session;
    this.#close = close;
  }

  static async open(url: string): Promise<FleetPage> {
    const browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(installProbe);
    await page.goto(url);
    await page.locator(FIRST_READING).first().waitFor({ timeout: FIRST_READING_MS });
    return new FleetPage(page, await context.newCDPSession(page), () => browser.close());
  }

  /** What the page noted since the last call. */
  figures(): Promise<PageFigures> {
    return this.#page.evaluate(takeFigures);
  }

  /** JavaScript heap after a collection, MB. */
  async heapMb(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  }

  async scroll(ms: number): Promise<void> {
    await this.#page.mouse.move(720, 600);
    const end = machineMs() + ms;
    for (let turn = 0; machineMs() < end; turn++) {
      const down = Math.floor(turn / WHEELS_ONE_WAY) % 2 === 0;
      await this.#page.mouse.wheel(0, down ? WHEEL_PX : -WHEEL_PX);
      await pause(WHEEL_EVERY_MS);
    }
    await this.#page.evaluate(() => window.scrollTo(0, 0));
  }

  /** Types a word into the search and takes it away again, over and over. */
  async type(ms: number): Promise<void> {
    const field = this.#page.getByTestId('fleet-search');
    await field.focus();
    const end = machineMs() + ms;
    for (let turn = 0; machineMs() < end; turn++) {
      await this.#page.keyboard.press(KEYS[turn % KEYS.length] ?? 'Backspace');
      await pause(KEY_EVERY_MS);
    }
    await field.fill('');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}
