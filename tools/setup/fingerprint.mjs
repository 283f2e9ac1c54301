import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What in a package.json decides which packages are installed; a changed script is no reason to install. */
const INSTALL_FIELDS = [
  'name',
  'version',
  'workspaces',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'allowScripts',
];

/**
 * The root's package.json and that of every workspace, relative to the root.
 * @param {string} root
 * @returns {string[]}
 */
export function manifestPaths(root) {
  const { workspaces } = readManifest(root, 'package.json');
  const patterns = Array.isArray(workspaces) ? workspaces.map(String) : [];
  const folders = patterns.flatMap((pattern) => matchingFolders(root, pattern));
  return ['package.json', ...folders.map((folder) => `${folder}/package.json`)].filter((path) =>
    existsSync(join(root, path)),
  );
}

/**
 * One hash over everything that decides what `npm ci` would install here.
 * @param {string} root
 * @returns {string}
 */
export function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  hash.update(readFileSync(join(root, 'package-lock.json')));
  for (const path of manifestPaths(root)) {
    const manifest = readManifest(root, path);
    hash.update(JSON.stringify([path, ...INSTALL_FIELDS.map((field) => manifest[field] ?? null)]));
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 */
function readManifest(root, path) {
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(join(root, path), 'utf8'));
  return /** @type {Record<string, unknown>} */ (manifest);
}

/**
 * @param {string} root
 * @param {string} pattern a folder, or a folder and `/*`
 * @returns {string[]}
 */
function matchingFolders(root, pattern) {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`)
    .sort();
}
