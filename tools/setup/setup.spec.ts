import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainFailure, isStaleCache } from './failure.mjs';
import { fingerprint } from './fingerprint.mjs';
import { takeLock } from './lock.mjs';

const TOOLS = fileURLToPath(new URL('..', import.meta.url));
/** Stands in for npm: notes that it ran, takes a moment, and fails if asked to. */
const FAKE_NPM = `
const fs = require('node:fs');
fs.appendFileSync('runs.log', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('fail')) { console.error(fs.readFileSync('fail', 'utf8')); process.exit(1); }
setTimeout(() => {
  fs.mkdirSync('node_modules/.bin', { recursive: true });
  fs.symlinkSync(process.execPath, 'node_modules/.bin/node');
}, 700);
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sensorium-setup-'));
  write('package.json', JSON.stringify({ name: 'x', workspaces: ['libs/*', 'app'], scripts: { a: 'b' } }));
  write('app/package.json', JSON.stringify({ name: 'app', dependencies: { a: '1' } }));
  write('libs/one/package.json', JSON.stringify({ name: 'one' }));
  write('package-lock.json', '{}');
  write('npm.js', FAKE_NPM);
  for (const path of ['setup.mjs', 'setup']) {
    cpSync(join(TOOLS, path), join(root, 'tools', path), { recursive: true });
  }
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

interface Outcome {
  code: number | null;
  output: string;
}

function setUp(): Promise<Outcome> {
  const env = { ...process.env, npm_execpath: join(root, 'npm.js'), npm_node_execpath: process.execPath };
  const child = spawn(process.execPath, ['tools/setup.mjs'], { cwd: root, env });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

function runs(): number {
  return readFileSync(join(root, 'runs.log'), 'utf8').trim().split('\n').length;
}

describe('setup.mjs', () => {
  it('installs once, then says nothing until something changed', async () => {
    const first = await setUp();
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toMatch(/^Installing packages .*\nInstalled in \d+ s\.\n$/u);
    expect(await setUp()).toEqual({ code: 0, output: '' });
    rmSync(join(root, 'node_modules'), { recursive: true });
    await setUp();
    expect(runs()).toBe(2);
  });

  it('installs once for two that start at the same time', async () => {
    const both = await Promise.all([setUp(), setUp()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs()).toBe(1);
    expect(existsSync(join(root, '.nx/setup.lock'))).toBe(false);
  });

  it('says why it failed, leaves no stamp, and tries again the next time', async () => {
    write('fail', 'npm error code EAI_AGAIN\nnpm error request to registry failed');
    const { code, output } = await setUp();
    expect(code).toBe(1);
    expect(output).toContain('The package registry cannot be reached');
    expect(output).toContain('npm error code EAI_AGAIN');
    rmSync(join(root, 'fail'));
    expect((await setUp()).code).toBe(0);
  });

  it('asks the registry when the cache is older than the lock file', async () => {
    write('fail', 'npm error code ETARGET');
    await setUp();
    expect(readFileSync(join(root, 'runs.log'), 'utf8')).toMatch(/--prefer-offline\n.*--prefer-online\n$/u);
  });
});

describe('fingerprint', () => {
  it('changes with what is installed, and with nothing else', () => {
    const before = fingerprint(root);
    write('app/package.json', JSON.stringify({ name: 'app', scripts: { b: 'c' }, dependencies: { a: '1' } }));
    expect(fingerprint(root)).toBe(before);
    write('app/package.json', JSON.stringify({ name: 'app', dependencies: { a: '2' } }));
    const changed = fingerprint(root);
    write('libs/two/package.json', JSON.stringify({ name: 'two' }));
    expect(new Set([before, changed, fingerprint(root)]).size).toBe(3);
  });
});

describe('takeLock', () => {
  it('is for one at a time', () => {
    const path = join(root, 'lock');
    const mine = takeLock(path);
    expect(takeLock(path)).toEqual({ holder: `${hostname()} ${process.pid}` });
    if ('release' in mine) mine.release();
    const next = takeLock(path);
    expect(next).toHaveProperty('release');
    if ('release' in next) next.release();
  });

  it.each([
    ['a dead process', `${hostname()} 4194999`, 0],
    ['another machine that fell silent', 'elsewhere 1', 60],
  ])('takes over from %s', (_, holder, secondsAgo) => {
    const path = join(root, 'lock');
    writeFileSync(path, holder);
    const then = Date.now() / 1_000 - secondsAgo;
    utimesSync(path, then, then);
    const lock = takeLock(path);
    expect(lock).toHaveProperty('release');
    if ('release' in lock) lock.release();
  });
});

describe('explainFailure', () => {
  it('leaves out what npm says about its own options', () => {
    const text =
      'npm error code EUSAGE\nnpm error\nnpm error Missing: a@1\nnpm error Clean install a project\nnpm error junk';
    expect(explainFailure(text)).toContain('Missing: a@1');
    expect(explainFailure(text)).not.toContain('junk');
  });

  it('shows the end of what it does not know', () => {
    expect(explainFailure('a\nb')).toBe(
      'Installing the packages failed.\nnpm gave up; this is what it said:\n  a\n  b',
    );
    expect(isStaleCache('npm error code ETARGET')).toBe(true);
  });
});
