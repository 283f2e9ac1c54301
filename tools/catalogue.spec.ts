import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { noMentions, unknownKeys, unusedKeys, type Mentions } from './catalogue/mentions.ts';
import { reachable } from './catalogue/reach.ts';
import { readScript } from './catalogue/scripts.ts';
import { readTemplate } from './catalogue/templates.ts';
import { compareCatalogues, flatten, type Catalogue } from './catalogue/texts.ts';

const FRONTEND = fileURLToPath(new URL('../frontend/', import.meta.url));

function read(path: string): string {
  return readFileSync(FRONTEND + path, 'utf8');
}

function sources(pattern: string): string[] {
  return globSync(pattern, { cwd: FRONTEND }).filter((path) => !path.endsWith('.spec.ts'));
}

function catalogue(path: string): Catalogue {
  return JSON.parse(read(path)) as Catalogue;
}

/** Reads scripts and templates; returns the texts that stand in the templates themselves. */
function readAll(paths: readonly string[], mentions: Mentions): string[] {
  const scripts = paths.filter((path) => path.endsWith('.ts'));
  const inline = scripts.flatMap((path) => readScript(path, read(path), mentions));
  const files = paths.filter((path) => path.endsWith('.html')).map((path) => ({ path, text: read(path) }));
  return [...inline, ...files].flatMap(({ path, text }) => readTemplate(path, text, mentions));
}

describe('the catalogues of the page', () => {
  const first = new Set(flatten(catalogue('src/i18n/en.json')).keys());
  const later = new Set(flatten(catalogue('src/i18n/pages/en.json')).keys());
  const keys = first.union(later);
  const mentions = noMentions();
  const hardCoded = readAll([...sources('src/**/*.ts'), ...sources('src/app/**/*.html')], mentions);

  it('say the same in every language', () => {
    const translations = sources('src/i18n/**/*.json').filter((path) => !path.endsWith('en.json'));
    expect(translations).toHaveLength(2);
    for (const path of translations) {
      const english = catalogue(path.replace(/[a-z]+\.json$/u, 'en.json'));
      expect([path, ...compareCatalogues(english, catalogue(path))]).toEqual([path]);
    }
  });

  it('have each text once: in `pages` unless the frame or the first page says it', () => {
    const needed = noMentions();
    const isOther = (path: string, wanted: string): boolean =>
      path.endsWith('app.routes.ts') && wanted.startsWith('./pages/') && wanted !== './pages/fleet/fleet';
    readAll([...reachable(FRONTEND, 'src/main.ts', (path, wanted) => !isOther(path, wanted))], needed);
    const spare = new Set(unusedKeys(needed, keys));
    expect([...first.intersection(later)]).toEqual([]);
    expect([...later].filter((key) => !spare.has(key))).toEqual([]);
    expect([...first].filter((key) => spare.has(key))).toEqual([]);
  });

  it('have every text that the page looks up', () => {
    expect(unknownKeys(mentions, keys)).toEqual([]);
  });

  it('have no text that nothing uses', () => {
    expect(unusedKeys(mentions, keys)).toEqual([]);
  });

  it('hold all texts: none is written into a template', () => {
    expect(hardCoded).toEqual([]);
  });
});

describe('the check of the catalogues', () => {
  it('finds what is missing, empty, left over and filled in differently', () => {
    const found = compareCatalogues(
      { a: 'A {{n}}', b: { c: 'C' }, d: ' ' },
      { a: 'A {{m}}', d: 'D', e: 'E' },
    );
    expect(found).toEqual([
      'b.c is not translated',
      'e translates nothing',
      'd is empty',
      'a has other placeholders',
    ]);
  });

  it('finds keys in calls, pipes, counted texts and patterns', () => {
    const mentions = noMentions();
    const [template] = readScript(
      'a.ts',
      "t('a.gone'); const k = `b.${x}`; const c = { template: '<i></i>' };",
      mentions,
    );
    expect(template?.text).toBe('<i></i>');
    readTemplate(
      'a.html',
      "{{ texts.t('a.here') }} {{ texts.count('a.n', 2) }} {{ 'a.lost' | transloco }}",
      mentions,
    );
    const keys = new Set(['a.here', 'a.n.one', 'a.n.other', 'b.one', 'c.unused']);
    expect(unknownKeys(mentions, keys)).toEqual(['a.ts: no text a.gone', 'a.html: no text a.lost']);
    expect(unusedKeys(mentions, keys)).toEqual(['c.unused']);
  });

  it.each([
    ['<p>Hello {{ name }}</p>', '"Hello"'],
    ['<p title="Close">·</p>', '"Close"'],
    [`<p [attr.aria-label]="'Close'"></p>`, '"Close"'],
    [`@if (on) { {{ on ? 'On' : value }} }`, '"On"'],
  ])('finds the text in %s', (template, text) => {
    expect(readTemplate('a.html', template, noMentions())).toEqual([`a.html: ${text}`]);
  });

  it.each([
    '<b>Sensorium</b>',
    '<code>npm start</code>',
    '<p translate="no">abc</p>',
    '<p class="title">12 %</p>',
  ])('lets %s be', (template) => {
    expect(readTemplate('a.html', template, noMentions())).toEqual([]);
  });
});
