import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import type { Language } from './keys';

/** Loads the catalogue of one language as its own chunk, from where the page came from: what the first page says. */
export class CatalogueLoader implements TranslocoLoader {
  async getTranslation(lang: string): Promise<Translation> {
    const module =
      lang === 'ko' ? await import('../../../i18n/ko.json') : await import('../../../i18n/en.json');
    return module.default;
  }
}

/** What all other pages say. */
export async function pageCatalogue(language: Language): Promise<Translation> {
  const module =
    language === 'ko'
      ? await import('../../../i18n/pages/ko.json')
      : await import('../../../i18n/pages/en.json');
  return module.default;
}
