import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAMS, type Program } from '../programs.ts';

/** One step of `npm test`. */
export interface Stage {
  name: string;
  /** Run one after the other, all of them even if one fails. */
  commands: { label: string; program: string; args: string[]; cwd: string }[];
  /** Reports that must exist afterwards; without any the stage counts as one check a command. */
  reports: { project: string; path: string; kind: 'vitest' | 'playwright' }[];
  /** Without it the stage is skipped. */
  needs?: Program;
}

interface Manifest {
  name?: string;
  workspaces?: string[];
  scripts?: Record<string, string>;
}

/** The stages in the order in which they find mistakes soonest. */
export function stagesOf(root: string): Stage[] {
  return [
    {
      name: 'format',
      commands: [command(root, 'prettier', ['--check', '--log-level=warn', '.'])],
      reports: [],
    },
    {
      name: 'lint',
      commands: [
        nx(root, 'lint'),
        command(
          root,
          'depcruise',
          ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', '.'],
          {
            package: 'dependency-cruiser',
          },
        ),
      ],
      reports: [],
    },
    { name: 'types', commands: [nx(root, 'typecheck')], reports: [] },
    { name: 'unit', commands: [nx(root, 'test')], reports: vitestReports(root, 'test', 'unit') },
    { name: 'build', commands: [nx(root, 'build')], reports: [] },
    { name: 'medium', commands: [nx(root, 'medium')], reports: vitestReports(root, 'medium', 'medium') },
    {
      name: 'browser',
      commands: [
        command(root, 'playwright', ['test'], { package: '@playwright/test', cwd: join(root, 'e2e') }),
      ],
      reports: [{ project: 'e2e', path: join(root, 'e2e/.report/e2e.json'), kind: 'playwright' }],
      needs: PROGRAMS.chromium,
    },
  ];
}

function nx(root: string, target: string): Stage['commands'][number] {
  return command(root, 'nx', ['run-many', '-t', target, '--outputStyle=static'], { label: `nx ${target}` });
}

function command(
  root: string,
  bin: string,
  args: string[],
  { package: name = bin, label = bin, cwd = root }: { package?: string; label?: string; cwd?: string } = {},
): Stage['commands'][number] {
  return { label, program: process.execPath, args: [binPath(root, name, bin), ...args], cwd };
}

/** A package's program itself: no shell and no npm between us and it. */
function binPath(root: string, name: string, bin: string): string {
  const folder = join(root, 'node_modules', name);
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const path = typeof bins === 'string' ? bins : bins[bin];
  if (path === undefined) throw new Error(`${name} has no program ${bin}`);
  return join(folder, path);
}

function vitestReports(root: string, script: string, report: string): Stage['reports'] {
  return workspaces(root)
    .filter(({ scripts }) => scripts?.[script] !== undefined)
    .map(({ folder, name = folder }) => ({
      project: name.replace(/^@[^/]+\//u, ''),
      path: join(root, folder, `.report/${report}.json`),
      kind: 'vitest',
    }));
}

function workspaces(root: string): (Manifest & { folder: string })[] {
  const patterns = readManifest(join(root, 'package.json')).workspaces ?? [];
  return globSync(
    patterns.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  )
    .sort()
    .map((path) => ({ ...readManifest(join(root, path)), folder: join(path, '..') }));
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
