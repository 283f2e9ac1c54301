import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Node that runs the tools' TypeScript and Angular's builder without the pinned one. */
const OLDEST_RUNTIME = 24;
const OUTPUT_LIMIT = 64 * 1024;

/** @typedef {{ ok: boolean, interrupted: boolean, output: string }} NpmResult */

/**
 * Runs `npm ci` quietly and keeps what it had to say. Ctrl-C and SIGTERM end it.
 * @param {string} root
 * @param {string[]} extra
 * @returns {Promise<NpmResult>}
 */
export function npmCi(root, extra) {
  // The settings outrank what the user's own npm configuration or NODE_ENV=production would leave out.
  const args = ['ci', '--include=dev', '--include=optional', '--engine-strict=false', '--loglevel=error'];
  args.push('--no-audit', '--no-fund', '--no-progress');
  args.push('--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000', ...extra);
  const npm = npmCommand();
  return new Promise((resolve) => {
    const child = spawn(npm.command, [...npm.args, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: npm.shell,
    });
    let output = '';
    let interrupted = false;
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-OUTPUT_LIMIT);
    };
    const stop = () => {
      if (!interrupted) console.log('Stopping: npm removes what it had begun …');
      interrupted = true;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const finish = (/** @type {boolean} */ ok) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ ok, interrupted, output });
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.on('close', (code) => {
      finish(code === 0 && !interrupted);
    });
  });
}

/**
 * npm as the running npm was started: by the machine's Node, since `npm ci` deletes the pinned one first.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli?.endsWith('.js') === true && existsSync(cli)) {
    return { command: node ?? process.execPath, args: [cli], shell: false };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Why neither the pinned Node nor this one can run the project, or nothing if one can.
 * @param {string} root
 * @returns {string | undefined}
 */
export function pinnedNodeProblem(root) {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const runs =
    existsSync(pinned) &&
    spawnSync(pinned, ['--version'], { shell: process.platform === 'win32' }).status === 0;
  if (runs || Number(process.versions.node.split('.')[0]) >= OLDEST_RUNTIME) return undefined;
  return (
    `No Node that the project brings along runs on this machine (${process.platform} ${process.arch}), ` +
    `and its own ${process.version} is too old.\n` +
    `Install Node ${String(OLDEST_RUNTIME)} or newer and run the command again.`
  );
}
