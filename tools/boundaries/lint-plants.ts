import { PACKAGE_OWNERS, SCOPES } from '../lint/scopes.mjs';

/** One line that ESLint must refuse. */
export interface LintPlant {
  file: string;
  code: string;
  rule: string;
  /** Part of the complaint. */
  says: string;
}

const BOUNDARIES = '@nx/enforce-module-boundaries';

const FOLDERS: Readonly<Record<string, string>> = {
  contracts: 'libs/contracts/src',
  domain: 'libs/domain/src',
  backend: 'backend/src',
  frontend: 'frontend/src',
  simulator: 'simulator/src',
  bench: 'bench',
  e2e: 'e2e',
  tools: 'tools',
};

/** One package for each pattern in `PACKAGE_OWNERS`, and for the scopes that have a list of their own. */
const SAMPLES: Readonly<Record<string, string>> = {
  '@angular/*': '@angular/core',
  '@jsverse/*': '@jsverse/transloco',
  '@nestjs/*': '@nestjs/common',
  '@fastify/*': '@fastify/static',
  '@duckdb/*': '@duckdb/node-api',
  '@playwright/*': '@playwright/test',
};

export const SAMPLE_PACKAGES = Object.keys(PACKAGE_OWNERS).map(sampleOf);

/** A forbidden project and every forbidden package, for each scope. */
export function scopePlants(): LintPlant[] {
  return Object.entries(SCOPES).flatMap(([scope, { only }]) => {
    const folder = FOLDERS[scope];
    if (folder === undefined) throw new Error(`no folder to plant in for scope ${scope}`);
    const plant = (name: string, says: string): LintPlant => ({
      file: `${folder}/planted-imports.ts`,
      code: `import '${name}';`,
      rule: BOUNDARIES,
      says,
    });
    const project = scope === 'tools' ? '@sensorium/contracts' : '@sensorium/tools';
    const packages = only ? ['rxjs'] : packagesOfOthers(scope);
    return [
      plant(project, `tagged with "scope:${scope}" can`),
      ...packages.map((name) =>
        plant(name, `tagged with "scope:${scope}" is not allowed to import "${name}"`),
      ),
    ];
  });
}

function packagesOfOthers(scope: string): string[] {
  return Object.entries(PACKAGE_OWNERS)
    .filter(([, owners]) => !owners.includes(scope))
    .map(([pattern]) => sampleOf(pattern));
}

function sampleOf(pattern: string): string {
  const sample = pattern.includes('*') ? SAMPLES[pattern] : pattern;
  if (sample === undefined) throw new Error(`no sample for the packages ${pattern}: add one to SAMPLES`);
  return sample;
}

/** What is forbidden by the settings in `restrictions.mjs`, and by rules of which a project could lose sight. */
export const CODE_PLANTS: readonly LintPlant[] = [
  ...['libs/contracts', 'libs/domain', 'frontend'].map((project) => ({
    file: `${project}/src/planted-node.ts`,
    code: `import 'node:fs';`,
    rule: 'no-restricted-imports',
    says: 'runs in the browser',
  })),
  domain('export const a = Date.now();', 'no-restricted-properties', 'take `now`'),
  domain('export const b = new Date();', 'no-restricted-syntax', 'take `now`'),
  domain('export const c = performance.now();', 'no-restricted-globals', 'take `now`'),
  domain('export const d = Math.random();', 'no-restricted-properties', 'random numbers'),
  domain('export const e = crypto.randomUUID();', 'no-restricted-properties', 'random numbers'),
  {
    file: 'frontend/src/planted-decode.ts',
    code: `import '@sensorium/domain/decode';`,
    rule: 'no-restricted-imports',
    says: 'decoding belongs to the backend',
  },
  {
    file: 'simulator/src/planted-relative.ts',
    code: `import '../../libs/contracts/src/index.js';`,
    rule: BOUNDARIES,
    says: 'cannot be imported by a relative',
  },
  {
    file: 'simulator/src/planted-undeclared.ts',
    code: `import 'rxjs';`,
    rule: BOUNDARIES,
    says: 'Only packages defined in the "package.json"',
  },
  spec(`it.only('a', () => undefined);`),
  spec(`describe.concurrent.skip('b', () => undefined);`),
  spec(`it.todo('c');`),
  {
    file: 'simulator/src/planted-catch.ts',
    code: 'try { JSON.parse(""); } catch {}',
    rule: 'no-empty',
    says: 'Empty block',
  },
  {
    file: 'simulator/src/planted-any.ts',
    code: 'export const a = (b: any): number => 1;',
    rule: '@typescript-eslint/no-explicit-any',
    says: 'Unexpected any',
  },
  {
    file: 'simulator/src/planted-promise.ts',
    code: 'Promise.resolve(1);',
    rule: '@typescript-eslint/no-floating-promises',
    says: 'Promises must be awaited',
  },
  {
    file: 'simulator/src/planted-disable.ts',
    code: '/* eslint-disable eqeqeq */ export const a = (b: number): boolean => b == 1;',
    rule: 'sensorium/explained-disable',
    says: 'Say why',
  },
];

function domain(code: string, rule: string, says: string): LintPlant {
  return { file: 'libs/domain/src/planted-clock.ts', code, rule, says };
}

function spec(code: string): LintPlant {
  return { file: 'simulator/src/planted.spec.ts', code, rule: 'no-restricted-syntax', says: 'No focused' };
}
