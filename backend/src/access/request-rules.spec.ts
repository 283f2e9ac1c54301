import { expect, it } from 'vitest';
import { parseSettings } from '../config/settings.js';
import { RequestRules, type JudgedRequest } from './request-rules.js';

const settings = parseSettings(
  {
    ALLOWED_HOSTS: 'plant.example',
    ALLOWED_ORIGINS: 'https://portal.example',
    PUBLIC_URL: 'https://watch.example/x',
  },
  '/',
);
const rules = new RequestRules(settings.http);

function judge(request: Partial<JudgedRequest>): string | undefined {
  const all = { method: 'GET', host: 'localhost:3000', origin: undefined, fetchSite: undefined, ...request };
  return rules.judge(all)?.code;
}

it.each([
  'localhost:3000',
  '127.0.0.1:3000',
  '[::1]:3000',
  'LOCALHOST',
  'plant.example',
  'watch.example:443',
])('serves host %s', (host) => {
  expect(judge({ host })).toBeUndefined();
});

it.each([
  undefined,
  '',
  'evil.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'localhost@evil.example',
  'a b',
])('refuses host %s', (host) => {
  expect(judge({ host })).toBe('host-refused');
});

it.each([
  ['http://localhost:3000', 'localhost:3000'],
  ['https://plant.example', 'plant.example'],
  ['https://plant.example', 'plant.example:443'],
  ['https://portal.example', 'localhost:3000'],
  ['https://watch.example', 'localhost:3000'],
])('lets origin %s use host %s', (origin, host) => {
  expect(judge({ origin, host })).toBeUndefined();
});

it.each(['null', 'http://evil.example', 'http://localhost:4000', 'https://localhost', 'nonsense', ''])(
  'refuses origin %s',
  (origin) => {
    expect(judge({ origin })).toBe('origin-refused');
  },
);

it('refuses changes from other sites, not reading', () => {
  expect(judge({ method: 'POST', fetchSite: 'cross-site' })).toBe('origin-refused');
  expect(judge({ method: 'DELETE', fetchSite: 'cross-site' })).toBe('origin-refused');
  expect(judge({ method: 'GET', fetchSite: 'cross-site' })).toBeUndefined();
  expect(judge({ method: 'POST', fetchSite: 'same-origin' })).toBeUndefined();
  const portal = { origin: 'https://portal.example', fetchSite: 'cross-site' };
  expect(judge({ method: 'POST', ...portal })).toBeUndefined();
});
