import { accessSync, constants, existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A program of the system that some tests need. */
export interface Program {
  name: string;
  /** Names a program explicitly, and hands the one found to the tests. */
  variable: string;
  commands: readonly string[];
  places: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const CHROMIUM: Program = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  commands: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
  ],
  places: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...windowsPlaces('Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'),
  ],
};

const MOSQUITTO: Program = {
  name: 'Mosquitto',
  variable: 'MOSQUITTO_PATH',
  commands: ['mosquitto'],
  places: [
    '/usr/sbin/mosquitto',
    '/usr/local/sbin/mosquitto',
    '/opt/homebrew/sbin/mosquitto',
    ...windowsPlaces('mosquitto/mosquitto.exe'),
  ],
};

const NGINX: Program = {
  name: 'nginx',
  variable: 'NGINX_PATH',
  commands: ['nginx'],
  places: ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'],
};

const HAPROXY: Program = {
  name: 'HAProxy',
  variable: 'HAPROXY_PATH',
  commands: ['haproxy'],
  places: ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/opt/homebrew/bin/haproxy'],
};

export const PROGRAMS = {
  chromium: CHROMIUM,
  mosquitto: MOSQUITTO,
  nginx: NGINX,
  haproxy: HAPROXY,
} as const;

/**
 * Where a program is. A path given by its variable is not second-guessed: if nothing is there, the program
 * is missing.
 */
export function findProgram(program: Program, env: Environment = process.env): string | undefined {
  const given = env[program.variable];
  if (given) return isExecutable(given) ? given : undefined;
  return candidates(program, env).find(isExecutable);
}

/** The variables that tell tests where the programs are; without those that were not found. */
export function programVariables(env: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.values(PROGRAMS).flatMap((program) => {
      const path = findProgram(program, env);
      return path === undefined ? [] : [[program.variable, path]];
    }),
  );
}

/** Says how to get a program that was not found. */
export function missingReason({ name, variable }: Program): string {
  return `${name} was not found (install it, or set ${variable} to its path)`;
}

function candidates(program: Program, env: Environment): string[] {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const inPath = program.commands.flatMap((command) =>
    folders.map((folder) => join(folder, command + suffix)),
  );
  return [...inPath, ...program.places, ...(program === CHROMIUM ? playwrightBrowsers() : [])];
}

/** What `npx playwright install` left: no download is made here. */
function playwrightBrowsers(): string[] {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(homedir(), 'AppData/Local/ms-playwright'),
  ].filter((folder): folder is string => folder !== undefined && existsSync(folder));
  const inside = [
    'chromium-*/chrome-linux*/chrome',
    'chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium',
    'chromium-*/chrome-win*/chrome.exe',
  ];
  return caches.flatMap((cwd) => globSync(inside, { cwd }).map((path) => join(cwd, path)));
}

function windowsPlaces(...paths: string[]): string[] {
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
  return roots.flatMap((root) => (root === undefined ? [] : paths.map((path) => join(root, path))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
