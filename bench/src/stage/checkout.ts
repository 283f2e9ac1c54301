import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The clone that this benchmark is part of. */
export const ROOT = resolve(import.meta.dirname, '../../..');

/** The built backend of a clone; throws if it is not there. */
export function backendOf(root: string): string {
  return built(root, 'backend/dist/main.js');
}

export function simulatorOf(root: string): string {
  return built(root, 'simulator/dist/cli.js');
}

/** Version of an installed package, or of the clone itself for no name. */
export function versionOf(name?: string): string {
  const folder = name === undefined ? ROOT : join(ROOT, 'node_modules', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

function built(root: string, path: string): string {
  const file = join(root, path);
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` there first.`);
  return file;
}
