import { expect, test } from 'vitest';
import { StopRequests } from './stop-requests.js';

test('one Ctrl-C that arrives three times stops once', () => {
  const requests = new StopRequests();
  expect([5_000, 5_003, 5_900].map((now) => requests.ask(now))).toEqual(['stop', 'ignore', 'ignore']);
});

test('a second one after a second forces', () => {
  const requests = new StopRequests();
  expect([5_000, 6_000].map((now) => requests.ask(now))).toEqual(['stop', 'force']);
});
