import type { HttpAdapterHost } from '@nestjs/core';
import { expect, it } from 'vitest';
import { parseSettings } from '../config/settings.js';
import { Links } from './links.js';

const listening = {
  httpAdapter: { getHttpServer: () => ({ address: () => ({ port: 3017 }) }) },
} as HttpAdapterHost;

it.each([
  [{}, 'http://127.0.0.1:3017/alerts/x'],
  [{ BASE_PATH: '/iot/' }, 'http://127.0.0.1:3017/iot/alerts/x'],
  [{ HTTP_HOST: '::1' }, 'http://[::1]:3017/alerts/x'],
  [{ PUBLIC_URL: 'https://plant.example' }, 'https://plant.example/alerts/x'],
  [{ PUBLIC_URL: 'https://plant.example', BASE_PATH: '/iot/' }, 'https://plant.example/iot/alerts/x'],
  [{ PUBLIC_URL: 'https://plant.example/iot', BASE_PATH: '/iot/' }, 'https://plant.example/iot/alerts/x'],
])('with %j an incident is at %s', (env, url) => {
  expect(new Links(parseSettings(env, '/'), listening).ofAlert('x')).toBe(url);
});
