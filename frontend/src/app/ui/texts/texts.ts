import { Injectable, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Numbers } from '../format/numbers';
import { recall, remember } from '../preference';
import { ShownUnits } from '../units/shown-units';
import { pageCatalogue } from './catalogue-loader';
import { LANGUAGES, type CountKey, type Language, type TextKey } from './keys';

type Params = Readonly<Record<string, string | number>>;

/** The words of the page in the chosen language, numbers as that language writes them, and values in the chosen units. */
@Injectable({ providedIn: 'root' })
export class Texts {
  readonly #transloco = inject(TranslocoService);
  readonly units = inject(ShownUnits);
  readonly #language = signal<Language>(startLanguage());
  #numbers = new Numbers(this.#language());
  #plural = new Intl.PluralRules(this.#language());

  /** Languages that were asked for, and those of them that have the texts of all pages. */
  readonly #asked = new Set<Language>();
  readonly #complete = new Set<Language>();
  /** True once a page behind the first one was asked for. */
  #needsAll = false;

  readonly language = this.#language.asReadonly();

  /** Loads the first catalogue, and what the chosen units need; the page shows nothing before it is there. */
  async start(): Promise<void> {
    await Promise.all([this.#activate(this.#language()), this.units.start()]);
  }

  /** Switches the whole page to `language` and remembers the choice. */
  async use(language: Language): Promise<void> {
    remember('lang', language);
    await this.#activate(language);
  }

  /** Loads the texts of the pages behind the first one; a language that is chosen later comes with them. */
  async complete(): Promise<void> {
    this.#needsAll = true;
    await Promise.all([...this.#asked].map((language) => this.#addPages(language)));
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

  /** The unit that stands beside values that are stored in `unit`. Reactive. */
  unit(unit: string | null): string | null {
    return this.units.of(unit).symbol;
  }

  /**
   * A value that is stored in `unit`, as the viewer sees it, without the unit; `decimals` of what is stored. Reactive.
   */
  measured(value: number, unit: string | null, decimals: number): string {
    const shown = this.units.of(unit);
    return this.numbers().measured(shown.value(value), shown.decimals(decimals));
  }

  /** A difference of values that are stored in `unit`, or what a counter grew by; otherwise as {@link measured}. */
  difference(value: number, unit: string | null, decimals: number): string {
    const shown = this.units.of(unit);
    return this.numbers().measured(shown.difference(value), shown.decimals(decimals));
  }

  async #activate(language: Language): Promise<void> {
    this.#asked.add(language);
    await firstValueFrom(this.#transloco.load(language));
    if (this.#needsAll) await this.#addPages(language);
    this.#transloco.setActiveLang(language);
    this.#numbers = new Numbers(language);
    this.#plural = new Intl.PluralRules(language);
    document.documentElement.lang = language;
    this.#language.set(language);
  }

  async #addPages(language: Language): Promise<void> {
    if (this.#complete.has(language)) return;
    this.#transloco.setTranslation(await pageCatalogue(language), language, { emitChange: false });
    this.#complete.add(language);
  }
}

function startLanguage(): Language {
  const wanted = recall('lang') ?? navigator.language.slice(0, 2);
  return LANGUAGES.find(({ code }) => code === wanted)?.code ?? 'en';
}
