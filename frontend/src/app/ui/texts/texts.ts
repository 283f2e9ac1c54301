import { Injectable, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Numbers } from '../format/numbers';
import { recall, remember } from '../preference';
import { LANGUAGES, type CountKey, type Language, type TextKey } from './keys';

type Params = Readonly<Record<string, string | number>>;

/** The words of the page in the chosen language, and numbers as that language writes them. */
@Injectable({ providedIn: 'root' })
export class Texts {
  readonly #transloco = inject(TranslocoService);
  readonly #language = signal<Language>(startLanguage());
  #numbers = new Numbers(this.#language());
  #plural = new Intl.PluralRules(this.#language());

  readonly language = this.#language.asReadonly();

  /** Loads the first catalogue; the page shows nothing before it is there. */
  async start(): Promise<void> {
    await this.#activate(this.#language());
  }

  /** Switches the whole page to `language` and remembers the choice. */
  async use(language: Language): Promise<void> {
    remember('lang', language);
    await this.#activate(language);
  }

  /** Text of `key` with its parameters filled in. Reactive: changes with the language. */
  t(key: TextKey, params: Params = {}): string {
    this.#language();
    return this.#transloco.translate(key, params);
  }

  /** Text of `key` for `n` things, in the grammatical number of the language. */
  count(key: CountKey, n: number): string {
    this.#language();
    const form = this.#plural.select(n) === 'one' ? 'one' : 'other';
    return this.t(`${key}.${form}`, { n: this.#numbers.fixed(n, 0) });
  }

  /** Number formats of the language. Reactive. */
  numbers(): Numbers {
    this.#language();
    return this.#numbers;
  }

  async #activate(language: Language): Promise<void> {
    await firstValueFrom(this.#transloco.load(language));
    this.#transloco.setActiveLang(language);
    this.#numbers = new Numbers(language);
    this.#plural = new Intl.PluralRules(language);
    document.documentElement.lang = language;
    this.#language.set(language);
  }
}

function startLanguage(): Language {
  const wanted = recall('lang') ?? navigator.language.slice(0, 2);
  return LANGUAGES.find(({ code }) => code === wanted)?.code ?? 'en';
}
