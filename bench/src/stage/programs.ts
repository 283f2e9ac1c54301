import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs of the system; `npm run bench` finds them and hands their paths on. */
const PROGRAMS = {
  mosquitto: { name: 'Mosquitto', variable: 'MOSQUITTO_PATH' },
  chromium: { name: 'Chromium', variable: 'CHROMIUM_PATH' },
} as const;

export type ProgramName = keyof typeof PROGRAMS;

/** Path of a program; throws with the way to get it if there is none. */
export function pathOf(program: ProgramName): string {
  const { name, variable } = PROGRAMS[program];
  const path = process.env[variable];
  if (path && existsSync(path)) return path;
  throw new Error(`This benchmark needs ${name}: install it, or set ${variable} to its path.`);
}

/** Path of Prometheus' tool, by PROMTOOL_PATH or on the path; undefined where it is not installed. */
export function promtoolPath(): string | undefined {
  return foundPath('PROMTOOL_PATH', ['promtool']);
}

/** Paths of Prometheus and of Alertmanager (which Debian calls by another name); undefined where one is missing. */
export function prometheusPaths(): { prometheus: string; alertmanager: string } | undefined {
  const prometheus = foundPath('PROMETHEUS_PATH', ['prometheus']);
  const alertmanager = foundPath('ALERTMANAGER_PATH', ['alertmanager', 'prometheus-alertmanager']);
  return prometheus === undefined || alertmanager === undefined ? undefined : { prometheus, alertmanager };
}

/** A path that a variable names is not second-guessed. */
function foundPath(variable: string, names: readonly string[]): string | undefined {
  const given = process.env[variable];
  if (given) return existsSync(given) ? given : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** First line that Mosquitto says of itself; it has no option for that and exits with 3. */
export function mosquittoVersion(): string {
  try {
    return (
      execFileSync(pathOf('mosquitto'), ['-h'], { encoding: 'utf8', stdio: 'pipe' }).split('\n')[0] ?? ''
    );
  } catch (error) {
    const printed = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    return printed.split('\n')[0] ?? '';
  }
}
