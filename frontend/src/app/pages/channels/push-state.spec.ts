import { describe, expect, it } from 'vitest';
import { browserName, keyBytes, pushState, type PushSupport } from './push-state';

const all: PushSupport = {
  secure: true,
  supported: true,
  ios: false,
  installed: false,
  permission: 'granted',
  subscribed: true,
};

describe('push on this device', () => {
  it.each<[string, Partial<PushSupport>, string]>([
    ['works', {}, 'on'],
    ['can be turned on', { subscribed: false, permission: 'default' }, 'off'],
    ['is off where the permission was taken back', { permission: 'default' }, 'off'],
    ['is forbidden', { permission: 'denied' }, 'denied'],
    ['has no HTTPS', { secure: false, supported: false }, 'insecure'],
    ['needs the home screen', { ios: true, supported: false }, 'home-screen'],
    ['works from the home screen', { ios: true, installed: true }, 'on'],
    ['is not there at all', { supported: false }, 'unsupported'],
  ])('%s', (_, over, state) => {
    expect(pushState({ ...all, ...over })).toBe(state);
  });

  it('is named after the browser', () => {
    expect(browserName('Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/130 Mobile Safari/537')).toBe(
      'Chrome, Android',
    );
    expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:130) Gecko Firefox/130.0')).toBe('Firefox, Linux');
    expect(browserName('')).toBe('');
  });

  it('takes its key as bytes', () => {
    expect([...keyBytes('-_8B')]).toEqual([251, 255, 1]);
  });
});
