import { expect, test, type BrowserContext, type CDPSession, type Page, type Worker } from '@playwright/test';
import type { Alert, Channel, PushPayload } from '@sensorium/contracts';
import { Plant } from './plant.ts';
import { PushService } from './push-service.ts';

const SOON = { timeout: 20_000 };

/** One browser, which first has to subscribe. */
test.describe.configure({ mode: 'serial' });

let plant: Plant;
let service: PushService;
let page: Page;
let cdp: CDPSession;
let worker: Worker;
let registrationId: string;

/** The service worker's global scope, as far as it is needed here. */
interface WorkerScope {
  registration: ServiceWorkerRegistration;
  shown: number;
  clients: { openWindow(url: string): Promise<null>; matchAll(options: object): Promise<unknown[]> };
  NotificationEvent: new (
    type: string,
    init: { notification: Notification | undefined; action: string },
  ) => Event;
  WindowClient: { prototype: object };
}

/** Chromium is given the subscription of our push service instead of one of its own vendor. */
async function subscribesWith(context: BrowserContext, service: PushService): Promise<void> {
  await context.addInitScript((made) => {
    const subscription = { ...made, toJSON: () => made, unsubscribe: () => Promise.resolve(true) };
    let current: typeof subscription | null = null;
    Object.assign(PushManager.prototype, {
      subscribe: () => Promise.resolve((current = subscription)),
      getSubscription: () => Promise.resolve(current),
    });
  }, service.subscription());
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(90_000);
  plant = await Plant.start({ NOTIFY_ALLOW_LOOPBACK: 'on' });
  service = await PushService.open();
  const context = await browser.newContext({ permissions: ['notifications'] });
  await subscribesWith(context, service);
  page = await context.newPage();
  cdp = await context.newCDPSession(page);
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId ?? registrationId;
  });
  await cdp.send('ServiceWorker.enable');
});
test.afterAll(async () => {
  await page.context().close();
  await service[Symbol.asyncDispose]();
  await plant[Symbol.asyncDispose]();
});

/** Counts in the worker how many notifications it has shown. */
function countShown(): Promise<void> {
  return worker.evaluate(() => {
    const scope = globalThis as unknown as WorkerScope;
    const { registration } = scope;
    const show = registration.showNotification.bind(registration);
    scope.shown = 0;
    registration.showNotification = async (title, options) => {
      await show(title, options);
      scope.shown++;
    };
  });
}

function shown(): Promise<number> {
  return worker.evaluate(() => (globalThis as unknown as WorkerScope).shown);
}

/**
 * Lets the browser hand a message to the service worker, as its push service would, and waits until it is shown: who
 * asks Chromium for its notifications in between makes it forget the one that is on its way.
 */
async function deliver(data: string): Promise<void> {
  const before = await shown();
  const origin = new URL(plant.address('')).origin;
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  await expect.poll(shown, SOON).toBe(before + 1);
}

function notifications() {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });
}

/**
 * Clicks the newest notification, or one of its buttons; resolves to the windows that it wants to open. A click that a
 * script makes may neither open nor focus a window, so both only say that they would.
 */
function click(action = ''): Promise<string[]> {
  return worker.evaluate(async (action) => {
    const scope = globalThis as unknown as WorkerScope;
    const [notification] = (await scope.registration.getNotifications()).slice(-1);
    const opened: string[] = [];
    scope.clients.openWindow = (url) => Promise.resolve((opened.push(url), null));
    Object.assign(scope.WindowClient.prototype, { focus: () => Promise.resolve() });
    const event = new scope.NotificationEvent('notificationclick', { notification, action });
    const work: Promise<unknown>[] = [];
    Object.assign(event, { waitUntil: (one: Promise<unknown>) => work.push(one) });
    globalThis.dispatchEvent(event);
    await Promise.all(work);
    return opened;
  }, action);
}

/** Windows of ours that the worker knows. */
function windows(): Promise<number> {
  return worker.evaluate(async () => {
    const { clients } = globalThis as unknown as WorkerScope;
    return (await clients.matchAll({ type: 'window', includeUncontrolled: true })).length;
  });
}

function messageWith(url: string): string {
  return JSON.stringify({ id: 'm', title: '<b>Freezer</b>', body: 'warm', url, alerts: [], actions: [] });
}

test('push is turned on, and the worker is there', async () => {
  await page.goto(plant.address('alerts/channels'));
  const started = page.context().waitForEvent('serviceworker');
  await page.getByTestId('push-on').click();
  worker = await started;
  await countShown();
  expect(new URL(worker.url()).pathname).toBe('/push-worker.js');
  await expect(page.getByTestId('push-state')).toHaveAttribute('data-state', 'on', SOON);
  await expect(page.getByTestId('push-device')).toHaveCount(1);
  await expect(page.getByTestId('channel').filter({ hasText: 'push' })).toBeVisible(SOON);
});

test('an alert that fires comes as a notification, and is acknowledged from there', async () => {
  const { channels } = await plant.api<{ channels: Channel[] }>('notification-channels');
  const push = channels.filter(({ type }) => type === 'web-push').map(({ id }) => id);
  await plant.room('pushed', 'Pushed room', 'Hall');
  await plant.rule('Pushed', ['pushed'], { channels: push, grouping: { waitMs: 0 } });
  const { id } = await plant.warms('pushed');
  await expect.poll(() => service.messages.length, SOON).toBe(1);
  const [message = ''] = service.messages;
  expect(JSON.parse(message) as PushPayload).toMatchObject({ event: 'firing', url: `/alerts/${id}` });

  await deliver(message);
  await expect.poll(notifications, SOON).toHaveLength(1);
  const [first] = await notifications();
  expect(first?.title).toContain('Pushed');
  expect(first?.body).toContain('12');
  expect(await click('acknowledge')).toEqual([]);
  expect((await plant.api<Alert>(`alerts/${id}`)).acknowledged).not.toBeNull();
  await expect.poll(notifications, SOON).toEqual([]);
});

test('a click goes to the own page that it names, in the tab that is open', async () => {
  await deliver(messageWith('/alerts/rules?a=1'));
  await expect.poll(notifications, SOON).toEqual([{ title: '<b>Freezer</b>', body: 'warm', tag: 'm' }]);
  expect(await click()).toEqual([]);
  await expect(page).toHaveURL(plant.address('alerts/rules?a=1'), SOON);
});

test('a click opens nothing that is not ours', async () => {
  for (const url of [
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    '\\\\evil.example',
    '',
  ]) {
    await page.goto(plant.address('system'));
    await deliver(messageWith(url));
    await expect.poll(notifications, SOON).toHaveLength(1);
    expect(await click(), url).toEqual([]);
    await expect(page, url).toHaveURL(plant.address('alerts'), SOON);
  }
});

test('what is not ours is shown as an empty message, and with no tab a click opens one', async () => {
  await deliver('no JSON');
  await expect.poll(notifications, SOON).toEqual([{ title: 'Sensorium', body: '', tag: '' }]);
  await page.goto('about:blank');
  await expect.poll(windows, SOON).toBe(0);
  expect(await click()).toEqual([plant.address('alerts')]);
});
