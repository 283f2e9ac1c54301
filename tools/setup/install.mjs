import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fingerprint } from './fingerprint.mjs';
import { codeOf, takeLock } from './lock.mjs';
import { npmCi, pinnedNodeProblem } from './npm.mjs';
import { explainFailure, isStaleCache } from './failure.mjs';

const SIGN_OF_LIFE_MS = 5_000;

/**
 * Installs what the lock file asks for, unless that is what is installed already.
 * @param {string} root
 * @returns {Promise<number>} the exit code
 */
export async function setUp(root = fileURLToPath(new URL('../..', import.meta.url))) {
  let waiting = false;
  while (!isInstalled(root)) {
    const lock = tryLock(root);
    if (typeof lock === 'string') {
      console.error(lock);
      return 1;
    }
    if ('release' in lock) return installLocked(root, lock.release);
    if (!waiting) console.log(`Another set-up of this folder is at work (${lock.holder}); waiting for it …`);
    waiting = true;
    await sleep(500);
  }
  return 0;
}

/**
 * @param {string} root
 * @returns {boolean}
 */
function isInstalled(root) {
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root);
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.sensorium-setup');
}

/**
 * @param {string} root
 * @returns {ReturnType<typeof takeLock> | string} the lock, who holds it, or why nobody can
 */
function tryLock(root) {
  try {
    return takeLock(join(root, '.nx', 'setup.lock'));
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    return `Packages must be installed, but ${root} cannot be written to (${code}). Clone the project into a folder of your own.`;
  }
}

/**
 * @param {string} root
 * @param {() => void} release
 * @returns {Promise<number>}
 */
async function installLocked(root, release) {
  try {
    // Whoever held the lock before may have finished between our look and our turn.
    return isInstalled(root) ? 0 : await install(root);
  } finally {
    release();
  }
}

/**
 * @param {string} root
 * @returns {Promise<number>}
 */
async function install(root) {
  const wanted = fingerprint(root);
  const begin = Date.now();
  console.log('Installing packages (only when they changed; about one to two minutes) …');
  const signs = setInterval(() => {
    console.log(`  … ${seconds(begin)} s`);
  }, SIGN_OF_LIFE_MS);
  try {
    const result = await installOnce(root);
    if (!result.ok) {
      if (!result.interrupted) console.error(explainFailure(result.output));
      return result.interrupted ? 130 : 1;
    }
  } finally {
    clearInterval(signs);
  }
  const problem = pinnedNodeProblem(root);
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  writeFileSync(stampPath(root), wanted);
  console.log(`Installed in ${seconds(begin)} s.`);
  return 0;
}

/**
 * From npm's cache where it can, so that a second clone needs no network; asks the registry again if the
 * cache is older than the lock file.
 * @param {string} root
 */
async function installOnce(root) {
  const first = await npmCi(root, ['--prefer-offline']);
  return first.ok || !isStaleCache(first.output) ? first : npmCi(root, ['--prefer-online']);
}

/** @param {number} begin */
function seconds(begin) {
  return ((Date.now() - begin) / 1000).toFixed(0);
}
