import { afterEach, describe, expect, it } from 'vitest';
import { recall, rememberOnLeaving } from './preference';

class Page extends EventTarget {
  readonly defaultView = new EventTarget();
  visibilityState: DocumentVisibilityState = 'visible';

  show(visibilityState: DocumentVisibilityState): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

describe('what is remembered on leaving', () => {
  let value: string | null = 'a';

  afterEach(() => {
    value = 'a';
    localStorage.clear();
  });

  function follow(page: Page): () => void {
    return rememberOnLeaving(page as unknown as Document, 'last', () => value);
  }

  it('is kept when the tab is hidden, not when it is shown', () => {
    const page = new Page();
    const end = follow(page);
    expect(recall('last')).toBeNull();
    page.show('hidden');
    expect(recall('last')).toBe('a');
    value = 'b';
    page.show('visible');
    expect(recall('last')).toBe('a');
    end();
  });

  it('is kept when the tab closes', () => {
    const page = new Page();
    const end = follow(page);
    page.defaultView.dispatchEvent(new Event('pagehide'));
    expect(recall('last')).toBe('a');
    end();
  });

  it('is kept at the end, and no more after it', () => {
    const page = new Page();
    const end = follow(page);
    end();
    expect(recall('last')).toBe('a');
    value = 'b';
    page.show('hidden');
    page.defaultView.dispatchEvent(new Event('pagehide'));
    expect(recall('last')).toBe('a');
  });

  it('stays as it was while there is nothing new', () => {
    const page = new Page();
    const end = follow(page);
    page.show('hidden');
    value = null;
    page.show('hidden');
    end();
    expect(recall('last')).toBe('a');
  });
});
