// Shows push messages, also while no page is open. What a message says is shown as text; a click opens own pages only.
'use strict';

/** How long a press on Snooze keeps an alert quiet, ms. */
const SNOOZE_MS = 3_600_000;
/** Who acts from here, as the page said when it turned push on. */
const BY = new URL(self.location.href).searchParams.get('by');

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('push', (event) => {
  event.waitUntil(show(read(event.data)));
});

self.addEventListener('notificationclick', (event) => {
  const { alerts, url } = event.notification.data ?? {};
  event.notification.close();
  if (event.action === 'acknowledge') event.waitUntil(act({ action: 'acknowledge', ids: alerts }, url));
  else if (event.action === 'snooze')
    event.waitUntil(act({ action: 'snooze', forMs: SNOOZE_MS, ids: alerts }, url));
  else event.waitUntil(open(url));
});

// The browser has changed its address: the server must know, or nothing comes any more.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAgain());
});

/** What a message holds, each part checked: anybody with the keys could have written it. */
function read(data) {
  let message = {};
  try {
    message = data?.json() ?? {};
  } catch {
    // A message that is not ours is still a message: a browser wants to see something.
  }
  return {
    id: text(message.id, 64),
    title: text(message.title, 256) || 'Sensorium',
    body: text(message.body, 2_048),
    url: text(message.url, 2_048),
    event: text(message.event, 16),
    severity: text(message.severity, 16),
    topic: text(message.alert, 64),
    alerts: (Array.isArray(message.alerts) ? message.alerts : [])
      .map((id) => text(id, 64))
      .filter((id) => /^[A-Za-z0-9_-]+$/.test(id)),
    actions: (Array.isArray(message.actions) ? message.actions : [])
      .filter(({ action } = {}) => action === 'acknowledge' || action === 'snooze')
      .slice(0, 2)
      .map(({ action, title }) => ({ action, title: text(title, 32) || action })),
  };
}

function text(value, most) {
  return typeof value === 'string' ? value.slice(0, most) : '';
}

function show({ id, title, body, url, event, severity, topic, alerts, actions }) {
  return self.registration.showNotification(title, {
    body,
    tag: topic || id,
    renotify: event !== 'resolved' && (topic || id) !== '',
    requireInteraction: severity === 'critical' && event !== 'resolved',
    silent: event === 'resolved',
    icon: own('icon-192.png'),
    badge: own('icon-192.png'),
    data: { alerts, url },
    actions: alerts.length > 0 ? actions : [],
  });
}

/** Acts on the alerts; where the server does not take it, the page opens so that nobody believes it was done. */
async function act(action, url) {
  const body = JSON.stringify(BY ? { ...action, by: BY } : action);
  const headers = { 'content-type': 'application/json' };
  try {
    const answer = await fetch(own('api/alerts/actions'), { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(String(answer.status));
    const { results } = await answer.json();
    if (results.some(({ error }) => error)) throw new Error('refused');
  } catch {
    await open(url);
  }
}

/** Goes to an own page: in a tab that is there, else in a new one. Anything else leads to the list of alerts. */
async function open(path) {
  const target = ownPage(path) ?? new URL('alerts', self.registration.scope);
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tab = tabs.find(({ url }) => url.startsWith(self.registration.scope));
  if (!tab) {
    await self.clients.openWindow(target.href);
    return;
  }
  // A browser lets a click focus for a moment only; the tab goes to its page all the same.
  await tab.focus().catch(() => undefined);
  tab.postMessage({ type: 'open', path: target.href.slice(self.registration.scope.length) });
}

/** The address, if it lies below ours. */
function ownPage(path) {
  if (!path || !URL.canParse(path, self.registration.scope)) return null;
  const target = new URL(path, self.registration.scope);
  return target.href.startsWith(self.registration.scope) ? target : null;
}

function own(path) {
  return new URL(path, self.registration.scope).href;
}

async function subscribeAgain() {
  const path = own('api/push-subscriptions');
  const { publicKey } = await (await fetch(path)).json();
  const bytes = Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
    c.charCodeAt(0),
  );
  const options = { userVisibleOnly: true, applicationServerKey: bytes };
  const subscription = await self.registration.pushManager.subscribe(options);
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ endpoint, keys, name: BY ?? '' });
  await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}
