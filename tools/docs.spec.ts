import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trackedAndNew } from './boundaries/tree-copy.ts';
import { DIALECTS_PAGE, dialectsPage } from './documents/dialects.ts';
import { anchorsOf, commandsOf, linksOf } from './documents/markdown.ts';
import { missingPlatformPackages, type Lockfile } from './lockfile/complete.ts';
import { manifestPaths } from './setup/fingerprint.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = globSync(['*.md', 'docs/**/*.md', 'docker/**/*.md'], { cwd: ROOT });
const TEXT = new Set(['.css', '.html', '.json', '.md', '.mjs', '.scss', '.sh', '.ts', '.yaml', '.yml', '']);
/** Homes of a machine; not `/home` as a route. */
const MACHINE_PATH = /(?<![\w.@/-])\/(?:root|home\/\w+|Users\/\w+)\//u;
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

type Manifest = Partial<Record<(typeof DEPENDENCIES)[number] | 'scripts', Record<string, string>>>;

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function problemOf(page: string, target: string): string | undefined {
  if (/^[a-z]+:/iu.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path
    ? normalize(join(path.startsWith('/') ? '' : dirname(page), decodeURIComponent(path)))
    : page;
  if (!existsSync(join(ROOT, file))) return 'is not there';
  if (anchor === undefined || extname(file) !== '.md') return undefined;
  return anchorsOf(read(file)).has(anchor) ? undefined : 'has no such heading';
}

describe('the documents', () => {
  it('link to what is there', () => {
    const broken = PAGES.flatMap((page) =>
      linksOf(read(page)).flatMap(({ target, line }) => {
        const problem = problemOf(page, target);
        return problem === undefined ? [] : [`${page}:${line} ${target} ${problem}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('name commands that exist', () => {
    const scripts = new Set(Object.keys((JSON.parse(read('package.json')) as Manifest).scripts ?? {}));
    const unknown = PAGES.flatMap((page) =>
      commandsOf(read(page))
        .filter((name) => !scripts.has(name))
        .map((name) => `${page}: npm run ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('list the dialects as they are (else run npm run dialects)', async () => {
    expect(read(DIALECTS_PAGE)).toBe(await dialectsPage(ROOT));
  });
});

describe('the tree', () => {
  it('knows no path of a machine', () => {
    const found = trackedAndNew(ROOT)
      .filter((path) => TEXT.has(extname(path)) && statSync(join(ROOT, path)).isFile())
      .filter((path) => MACHINE_PATH.test(read(path)));
    expect(found).toEqual([]);
  });
});

describe('the lock file', () => {
  const lock = JSON.parse(read('package-lock.json')) as Lockfile & { packages: Record<string, Manifest> };

  it('names no registry', () => {
    const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http'));
    expect(named.map(([path]) => path)).toEqual([]);
  });

  it('is in step with every package.json (else run npm install)', () => {
    for (const path of manifestPaths(ROOT)) {
      const manifest = JSON.parse(read(path)) as Manifest;
      const locked: Manifest | undefined = lock.packages[path === 'package.json' ? '' : dirname(path)];
      for (const kind of DEPENDENCIES)
        expect([path, kind, locked?.[kind]]).toEqual([path, kind, manifest[kind]]);
    }
  });

  it('has the packages of every platform (else run npm run lockfile)', () => {
    expect(missingPlatformPackages(lock)).toEqual([]);
  });
});

describe('the check of the documents', () => {
  it('finds links outside code, of every kind', () => {
    const page = '[a](b.md#c) ![d](e.png "f") `[no](x)`\n```\n[no](y)\n```\n<img src="g.png">\n[h]: i.md';
    expect(linksOf(page).map(({ target }) => target)).toEqual(['b.md#c', 'e.png', 'g.png', 'i.md']);
    expect(linksOf(page).map(({ line }) => line)).toEqual([1, 1, 5, 6]);
  });

  it('names headings as GitHub does', () => {
    const anchors = anchorsOf('# What\'s `new`, 한국어?\n## A & B\n## A & B\n```\n# no\n```\n<a id="x"></a>');
    expect([...anchors]).toEqual(['whats-new-한국어', 'a--b', 'a--b-1', 'x']);
  });

  it('reads commands', () => {
    expect(commandsOf('`npm start`, then npm run dev -- --x and npm test')).toEqual(['dev', 'start', 'test']);
  });

  it.each([
    [['see ', 'root', '.npm'].join('/'), true],
    [['cd ', 'home', 'me', 'x'].join('/'), true],
    ['GET /home/ or https://a/srv/x/', false],
  ])('judges %s', (text, found) => {
    expect(MACHINE_PATH.test(text)).toBe(found);
  });
});
