import { TestBed } from '@angular/core/testing';
import { EnvironmentInjector, createEnvironmentInjector, runInInjectionContext, signal } from '@angular/core';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { CatalogueLoader } from './catalogue-loader';
import { pageTitle } from './page-title';
import { Texts } from './texts';

describe('the title of a page', () => {
  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    await TestBed.inject(Texts).use('en');
  });

  /** Opens a page with this name; returns what closes it. */
  function open(name: () => string | null): () => void {
    const injector = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
    runInInjectionContext(injector, () => {
      pageTitle(name);
    });
    TestBed.tick();
    return () => {
      injector.destroy();
    };
  }

  it('follows the name', () => {
    const name = signal<string | null>(null);
    open(name);
    expect(document.title).toBe('Sensorium');
    name.set('Pump 1');
    TestBed.tick();
    expect(document.title).toBe('Pump 1 · Sensorium');
  });

  it('is that of the page which came last, however often they change', () => {
    const name = signal('Pump 1');
    const close = open(name);
    close();
    expect(document.title).toBe('Pump 1 · Sensorium');
    open(() => 'Fleet');
    name.set('Pump 2');
    TestBed.tick();
    expect(document.title).toBe('Fleet · Sensorium');
  });
});
