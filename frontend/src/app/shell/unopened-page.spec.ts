import { DOCUMENT, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withNavigationErrorHandler, type Routes } from '@angular/router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Live } from '../data/live';
import { UnopenedPage } from './unopened-page';

describe('a page that did not open', () => {
  const up = signal(false);
  const assign = vi.fn<(url: string) => void>();
  let tries: number;

  beforeEach(() => {
    up.set(false);
    assign.mockReset();
    tries = 0;
    const loadComponent = (): Promise<never> => {
      tries++;
      return Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    };
    const routes: Routes = [
      { path: 'system', loadComponent },
      { path: 'other', children: [] },
    ];
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          routes,
          withNavigationErrorHandler((error) => {
            inject(UnopenedPage).take(error);
          }),
        ),
        { provide: Live, useValue: { up } },
        {
          provide: DOCUMENT,
          useFactory: () =>
            new Proxy(document, {
              get(target, name) {
                if (name === 'location') return { assign };
                const value: unknown = Reflect.get(target, name);
                return typeof value === 'function' ? (value.bind(target) as unknown) : value;
              },
            }),
        },
      ],
    });
  });

  async function go(url: string): Promise<void> {
    await TestBed.inject(Router)
      .navigateByUrl(url)
      .catch(() => false);
  }

  it('is told until another one opens', async () => {
    const page = TestBed.inject(UnopenedPage);
    await go('/system');
    expect(page.url()).toBe('/system');
    await go('/other');
    expect(page.url()).toBeNull();
  });

  it('is tried again in place while the server is away, and loaded anew when it answers', async () => {
    const page = TestBed.inject(UnopenedPage);
    await go('/system');
    await page.again();
    expect([tries, page.url(), assign.mock.calls]).toEqual([2, '/system', []]);
    up.set(true);
    await page.again();
    expect([tries, assign.mock.calls]).toEqual([2, [['/system']]]);
  });
});
