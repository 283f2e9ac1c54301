import { describe, expect, it } from 'vitest';
import { firstMessage } from './first-message';

describe('the message to begin with', () => {
  const where = (address: string | null, pageHost = 'cellar.example'): string | undefined =>
    /-h (\S+ -p \S+)/.exec(firstMessage(address, pageHost))?.[1];

  it('goes to the broker that the server uses', () => {
    expect([where('127.0.0.1:1911'), where('broker.example:8883')]).toEqual([
      '127.0.0.1 -p 1911',
      'broker.example -p 8883',
    ]);
    expect(where('[fd00::7]:1884')).toBe('fd00::7 -p 1884');
  });

  it('goes to where the page came from if the broker listens everywhere', () => {
    expect([where('0.0.0.0:1911'), where('[::]:1883', '[fd00::9]')]).toEqual([
      'cellar.example -p 1911',
      'fd00::9 -p 1883',
    ]);
  });

  it('goes to the usual place until the server has said more', () => {
    expect([where(null), where('')]).toEqual(['127.0.0.1 -p 1883', '127.0.0.1 -p 1883']);
  });
});
