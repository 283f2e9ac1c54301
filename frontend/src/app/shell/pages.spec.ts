import { describe, expect, it } from 'vitest';
import { PAGES, currentMark } from './pages';

function marksAt(url: string): (string | null)[] {
  return PAGES.map((page) => currentMark(page, url));
}

describe('the navigation', () => {
  it.each(['/', '/?view=table', '/?q=a/b#top'])('marks the fleet as the page at %s', (url) => {
    expect(marksAt(url)).toEqual(['page', null, null, null, null]);
  });

  it.each(['/devices/u-1', '/devices/u-1?range=5'])('marks the fleet as what %s is part of', (url) => {
    expect(marksAt(url)).toEqual(['true', null, null, null, null]);
  });

  it('marks explore alone, whatever it shows', () => {
    expect(marksAt('/explore?series=a/b')).toEqual([null, 'page', null, null, null]);
  });

  it('marks the alerts, and as what an incident or a rule is part of', () => {
    expect(marksAt('/alerts?tab=recent')).toEqual([null, null, 'page', null, null]);
    expect(marksAt('/alerts/rules/new')).toEqual([null, null, 'true', null, null]);
  });

  it('marks the transports, whatever they carry', () => {
    expect(marksAt('/transports?rate=10')).toEqual([null, null, null, 'page', null]);
  });

  it('marks the system alone', () => {
    expect(marksAt('/system')).toEqual([null, null, null, null, 'page']);
    expect(marksAt('/system/x')).toEqual([null, null, null, null, 'true']);
  });

  it('marks nothing elsewhere', () => {
    expect(marksAt('/systems')).toEqual([null, null, null, null, null]);
    expect(marksAt('/devicesque/1')).toEqual([null, null, null, null, null]);
  });
});
