/** The part of package-lock.json that says who needs whom. */
export interface PackageLock {
  packages: Record<string, LockedPackage | undefined>;
}

interface LockedPackage {
  link?: boolean;
  optional?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/** Paths of all packages that workspaces need to run, and of the workspaces that these link to. */
export function productionPackages(lock: PackageLock, workspaces: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = [...workspaces];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const name of needsOf(lock.packages[from])) {
      const path = resolve(lock, name, from);
      if (path === undefined || found.has(path)) continue;
      found.add(path);
      waiting.push(lock.packages[path]?.resolved ?? path, path);
    }
  }
  return [...found].sort();
}

function needsOf(locked: LockedPackage | undefined): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = locked ?? {};
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Looks for a package where Node does: beside the one that needs it, then one folder up, and so on. */
function resolve(lock: PackageLock, name: string, from: string): string | undefined {
  const parts = from.split('/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const path = [...parts.slice(0, depth), 'node_modules', name].join('/');
    if (lock.packages[path] !== undefined) return path;
  }
  return undefined;
}
