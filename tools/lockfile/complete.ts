/** What of package-lock.json matters here (lockfileVersion 3). */
export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** A platform package that a locked package wants, and that the lock file lacks. */
export interface MissingPackage {
  path: string;
  version: string;
  dev: boolean;
}

/**
 * The optional packages without an entry. npm leaves out what the registry in use does not serve, and
 * `npm ci` then refuses the lock file on every machine.
 */
export function missingPlatformPackages(lock: Lockfile): MissingPackage[] {
  return Object.entries(lock.packages).flatMap(([parent, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(lock, parent, name))
      .map(([name, version]) => ({ path: `node_modules/${name}`, version, dev: locked.dev ?? false })),
  );
}

/** The lock file with an entry for each of them, in npm's own order; without integrity, which is not known. */
export function completeLock(lock: Lockfile): Lockfile {
  const added = missingPlatformPackages(lock).map(({ path, version, dev }) => [
    path,
    entry(path, version, dev),
  ]);
  const entries = [...Object.entries(lock.packages), ...added] as [string, LockedPackage][];
  entries.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(entries) };
}

function isLocked(lock: Lockfile, parent: string, name: string): boolean {
  const folders = parent === '' ? [''] : [`${parent}/`, ...ancestors(parent), ''];
  return folders.some((folder) => `${folder}node_modules/${name}` in lock.packages);
}

function ancestors(path: string): string[] {
  const at = path.lastIndexOf('node_modules/');
  if (at <= 0) return [];
  const parent = path.slice(0, at);
  return [parent, ...ancestors(parent.slice(0, -1))];
}

function entry(path: string, version: string, dev: boolean): LockedPackage {
  const words = path.split(/[-/]/u);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(words.includes('musl') && { libc: ['musl'] }),
    ...(words.includes('gnu') && { libc: ['glibc'] }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}
