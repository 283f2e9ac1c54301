import { closest, distance } from 'fastest-levenshtein';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseSettings, SETTING_NAMES, SettingsError, type Settings } from './settings.js';

/**
 * Settings from the environment and the file `.env` in `root`; the environment wins. Unknown names in
 * `.env` are faults, since they are most likely misspelt. Throws SettingsError with all faults.
 */
export function loadSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const file = readEnvFile(root);
  const unknown = Object.keys(file)
    .filter((name) => !SETTING_NAMES.includes(name))
    .sort()
    .map((name) => `.env: there is no setting ${name}${suggestion(name)}`);
  const named = SETTING_NAMES.map((name) => [name, environment[name] ?? file[name]] as const);
  try {
    const settings = parseSettings(Object.fromEntries(named), root);
    if (unknown.length === 0) return settings;
  } catch (error) {
    if (error instanceof SettingsError) throw new SettingsError([...unknown, ...error.faults]);
    throw error;
  }
  throw new SettingsError(unknown);
}

function readEnvFile(root: string): NodeJS.Dict<string> {
  const path = join(root, '.env');
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function suggestion(name: string): string {
  const near = closest(name.toUpperCase(), SETTING_NAMES);
  return distance(name.toUpperCase(), near) <= 2 ? `; did you mean ${near}?` : '';
}
