import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE_PLANTS, SAMPLE_PACKAGES, scopePlants } from './boundaries/lint-plants.ts';
import { MODULE_PLANTS } from './boundaries/module-plants.ts';
import { TreeCopy } from './boundaries/tree-copy.ts';
import { forbidden } from './lint/module-rules.mjs';

const LIMIT_MS = 300_000;
const NEST_FILE = 'backend/src/web/planted-injection.ts';
const LINT_PLANTS = [...scopePlants(), ...CODE_PLANTS];

interface Violation {
  from: string;
  rule: { name: string };
}

interface LintedFile {
  filePath: string;
  messages: { ruleId: string | null; line: number; message: string }[];
}

let violations: Violation[] = [];
let linted = new Map<string, LintedFile['messages']>();
let copy: TreeCopy | undefined;

beforeAll(() => {
  copy = new TreeCopy(fileURLToPath(new URL('..', import.meta.url)));
  copy.addProject('bench');
  copy.addExport('tools', './setup.mjs');
  for (const name of SAMPLE_PACKAGES) copy.addPackage(name);
  // ESLint's boundary rule judges by the projects that Nx last saw: those without the plants.
  copy.run('nx/dist/bin/nx.js', ['show', 'projects']);
  linted = lintPlants(copy);
  violations = cruisePlants(copy);
}, LIMIT_MS);

afterAll(() => copy?.remove());

function lintPlants(tree: TreeCopy): typeof linted {
  const lines = Map.groupBy(LINT_PLANTS, ({ file }) => file);
  for (const [file, plants] of lines) tree.write(file, `${plants.map(({ code }) => code).join('\n')}\n`);
  tree.write(NEST_FILE, NEST_SOURCE);
  const files = [...lines.keys(), NEST_FILE];
  const report = JSON.parse(tree.run('eslint/bin/eslint.js', ['--format', 'json', ...files])) as LintedFile[];
  return new Map(report.map(({ filePath, messages }) => [filePath.slice(tree.root.length + 1), messages]));
}

function cruisePlants(tree: TreeCopy): Violation[] {
  for (const { files } of Object.values(MODULE_PLANTS)) {
    for (const [path, text] of Object.entries(files)) tree.write(path, text);
  }
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', '.'];
  const printed = tree.run('dependency-cruiser/bin/dependency-cruiser.mjs', args);
  return (JSON.parse(printed) as { summary: { violations: Violation[] } }).summary.violations;
}

const NEST_SOURCE = `import { Injectable, Logger } from '@nestjs/common';

@Injectable()
export class Planted {
  constructor(readonly log: Logger) {}
}
`;

describe('the rules between projects and for code', () => {
  it.each(LINT_PLANTS)('$rule refuses in $file: $code', ({ file, code, rule, says }) => {
    const line =
      LINT_PLANTS.filter((plant) => plant.file === file).findIndex((plant) => plant.code === code) + 1;
    const said =
      linted.get(file)?.filter((message) => message.line === line && message.ruleId === rule) ?? [];
    expect(said.map(({ message }) => message).join('\n')).toContain(says);
  });

  it('leaves the import of an injected class a value: as a type, Nest could not inject it', () => {
    const rules = linted.get(NEST_FILE)?.map(({ ruleId }) => ruleId);
    expect(rules).toBeDefined();
    expect(rules).not.toContain('@typescript-eslint/consistent-type-imports');
  });
});

describe('the rules inside projects', () => {
  it('has a plant for every rule, and no other', () => {
    expect(Object.keys(MODULE_PLANTS).sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(MODULE_PLANTS))('%s complains, and it alone', (rule, { from }) => {
    const names = violations
      .filter((violation) => violation.from.includes(from))
      .map((found) => found.rule.name);
    // Nothing imports a plant: that rule names each of them.
    const told = rule === 'no-unused-modules' ? names : names.filter((name) => name !== 'no-unused-modules');
    expect([...new Set(told)]).toEqual([rule]);
  });
});
