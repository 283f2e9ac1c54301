import type { Translation, TranslocoLoader } from '@jsverse/transloco';

/** Loads the catalogue of one language as its own chunk, from where the page came from. */
export class CatalogueLoader implements TranslocoLoader {
  async getTranslation(lang: string): Promise<Translation> {
    const module =
      lang === 'ko' ? await import('../../../i18n/ko.json') : await import('../../../i18n/en.json');
    return module.default;
  }
}
