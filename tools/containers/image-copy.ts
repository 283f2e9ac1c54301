import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type CopyStep, type Stage } from './dockerfile.ts';
import { productionPackages, type PackageLock } from './production-packages.ts';

const APP = '/app/';

/**
 * Lays out in `folder` what the final stage of a Dockerfile copies, from the built tree at `root`: so its
 * start command sees the files of the image and no others. Throws for one that was not built.
 */
export function copyImage(stages: readonly Stage[], root: string, folder: string): void {
  const final = stages.at(-1);
  for (const step of final?.copies ?? []) {
    if (step.from === 'packages') copyPackages(stages, root, folder);
    else copyBuilt(step, root, folder);
  }
}

function copyBuilt({ sources, target }: CopyStep, root: string, folder: string): void {
  for (const source of sources) {
    const from = join(root, source.slice(APP.length));
    if (!existsSync(from)) throw new Error(`${from} is missing: run npm run build`);
    cpSync(from, join(folder, target), { recursive: true });
  }
}

/** What `npm ci` makes of the manifests of the stage, by the lock file. */
function copyPackages(stages: readonly Stage[], root: string, folder: string): void {
  const stage = stages.find(({ name }) => name === 'packages');
  const manifests = stages.find(({ name }) => name === stage?.image)?.copies ?? [];
  const paths = manifests.flatMap(({ sources }) => sources).filter((path) => path.endsWith('package.json'));
  for (const path of paths) copy(path, root, folder);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as PackageLock;
  const workspaces = [...(stage?.runs.join(' ') ?? '').matchAll(/--workspace=(\S+)/gu)].map(
    ([, name = '']) => name,
  );
  for (const path of productionPackages(lock, workspaces)) {
    const target = lock.packages[path]?.resolved;
    if (lock.packages[path]?.link === true && target !== undefined) link(path, target, folder);
    else if (!isOfOtherPlatform(lock, path, root)) copy(path, root, folder);
  }
}

/** An optional package that npm left out here, as one made for another system. */
function isOfOtherPlatform(lock: PackageLock, path: string, root: string): boolean {
  return lock.packages[path]?.optional === true && !existsSync(join(root, path));
}

function copy(path: string, root: string, folder: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  share(join(root, path), join(folder, path));
}

/** As a copy, but with the same files under second names where the disk allows it: there are thousands. */
function share(from: string, to: string): void {
  if (statSync(from).isFile()) {
    shareFile(from, to);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) share(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) shareFile(join(from, entry.name), join(to, entry.name));
  }
}

function shareFile(from: string, to: string): void {
  if (existsSync(to)) return;
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function link(path: string, target: string, folder: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(join(folder, target), join(folder, path));
}
