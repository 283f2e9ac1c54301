import type en from '../../../i18n/en.json';
import type pages from '../../../i18n/pages/en.json';

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** Key of one text in the catalogues, such as `fleet.title`. A key that is missing does not compile. */
export type TextKey = Leaves<typeof en> | Leaves<typeof pages>;

type Counted<K> = K extends `${infer Stem}.other` ? Stem : never;

/** Key of a text that exists for one and for several. */
export type CountKey = Counted<TextKey>;

/** Languages that the page speaks, each with its own name for the switch. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'ko', name: '한국어' },
] as const;

export type Language = (typeof LANGUAGES)[number]['code'];
