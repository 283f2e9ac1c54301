import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

const BEAT_MS = 2_000;
/** A holder that missed this many beats is gone (killed, or its machine is). */
const STALE_MS = 15_000;

/**
 * Takes the lock file, or says who has it. The holder touches the file every two seconds, so a lock that a
 * killed process left behind frees itself.
 * @param {string} path
 * @returns {{ release: () => void } | { holder: string }}
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, `${hostname()} ${String(process.pid)}`, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return isAbandoned(path) && removeAbandoned(path) ? takeLock(path) : { holder: read(path) };
  }
  const beat = setInterval(() => {
    touch(path);
  }, BEAT_MS);
  return {
    release: () => {
      clearInterval(beat);
      rmSync(path, { force: true });
    },
  };
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * @param {string} path
 * @returns {string}
 */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isAbandoned(path) {
  const [host, pid] = read(path).split(' ');
  if (host === hostname() && pid !== undefined && !isAlive(Number(pid))) return true;
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > STALE_MS;
}

/**
 * Moves the lock aside first: of two processes that found it abandoned only one can.
 * @param {string} path
 * @returns {boolean}
 */
function removeAbandoned(path) {
  const aside = `${path}.${String(process.pid)}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  rmSync(aside, { force: true });
  return true;
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * The `code` of a Node error (`ENOENT`), or nothing.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
