/**
 * Completes package-lock.json after `npm install` added a package with parts for other platforms: see
 * `lockfile/complete.ts`. Run it with `npm run lockfile`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { completeLock, missingPlatformPackages, type Lockfile } from './lockfile/complete.ts';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8')) as Lockfile;
const missing = missingPlatformPackages(lock);

if (missing.length > 0) writeFileSync(path, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
console.log(
  missing.map(({ path: name, version }) => `added ${name} ${version}`).join('\n') || 'nothing is missing',
);
