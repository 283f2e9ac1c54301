import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Manifest {
  workspaces: string[];
}

interface Lock {
  packages: Record<string, { version: string }>;
}

const PREFIX = 'sensorium-boundaries-';
const ABANDONED_MS = 3_600_000;

/** A copy of the source tree in which forbidden things can be planted; packages are links to the real ones. */
export class TreeCopy {
  readonly root = mkdtempSync(join(tmpdir(), PREFIX));
  readonly #original: string;

  constructor(original: string) {
    this.#original = original;
    removeAbandoned();
    for (const path of trackedAndNew(original)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      cpSync(join(original, path), join(this.root, path));
    }
    this.#linkPackages('.');
    for (const path of trackedAndNew(original)) {
      if (path.endsWith('/package.json')) this.#linkPackages(dirname(path));
    }
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** A project that may not exist yet, so that its rules can be tried all the same. */
  addProject(folder: string): void {
    if (existsSync(join(this.root, folder, 'package.json'))) return;
    const manifest = JSON.parse(readFileSync(join(this.root, 'package.json'), 'utf8')) as Manifest;
    this.write('package.json', JSON.stringify({ ...manifest, workspaces: [...manifest.workspaces, folder] }));
    this.write(
      `${folder}/package.json`,
      JSON.stringify({ name: `@sensorium/${folder}`, private: true, nx: { tags: [`scope:${folder}`] } }),
    );
    this.write(
      `${folder}/tsconfig.json`,
      JSON.stringify({ extends: '../tsconfig.base.json', include: ['**/*.ts'] }),
    );
  }

  /** Lets a project that nobody may import be imported. */
  addExport(folder: string, file: string): void {
    const path = `${folder}/package.json`;
    const manifest = JSON.parse(readFileSync(join(this.root, path), 'utf8')) as object;
    this.write(path, JSON.stringify({ ...manifest, exports: { '.': file } }));
  }

  /** A package that is not installed yet: an empty one of that name. */
  addPackage(name: string): void {
    if (existsSync(join(this.root, 'node_modules', name))) return;
    this.write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '0.0.0', main: 'index.js' }),
    );
    this.write(`node_modules/${name}/index.js`, '');
    const lock = JSON.parse(readFileSync(join(this.root, 'package-lock.json'), 'utf8')) as Lock;
    lock.packages[`node_modules/${name}`] = { version: '0.0.0' };
    this.write('package-lock.json', JSON.stringify(lock));
  }

  /** Runs an installed program in the copy and returns what it printed. */
  run(program: string, args: string[]): string {
    const result = spawnSync(process.execPath, [join(this.#original, 'node_modules', program), ...args], {
      cwd: this.root,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...process.env,
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NX_NO_CLOUD: 'true',
        FORCE_COLOR: '0',
        VITEST: '',
      },
    });
    if (!result.stdout) throw new Error(`${program} printed nothing: ${result.stderr}`);
    return result.stdout;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Links every package of a node_modules by itself, so that the project's own lead into the copy. */
  #linkPackages(folder: string): void {
    const from = join(this.#original, folder, 'node_modules');
    if (!existsSync(from)) return;
    const to = join(this.root, folder, 'node_modules');
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) {
      if (name === '@sensorium')
        cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
      else if (!name.startsWith('.')) symlinkSync(join(from, name), join(to, name));
    }
  }
}

/** A run that was killed could not remove its copy. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > ABANDONED_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

/** What git knows or would take: neither packages nor anything built. */
export function trackedAndNew(root: string): string[] {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (git.status !== 0) throw new Error(`git ls-files failed: ${git.stderr}`);
  return [...new Set(git.stdout.split('\0'))].filter((path) => path && existsSync(join(root, path)));
}
