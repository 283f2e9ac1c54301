/**
 * What dependency-cruiser forbids inside the projects; `scopes.mjs` has the rules between them.
 * `boundaries.spec.ts` plants one forbidden import for each rule and expects exactly that rule to complain.
 */
import { backendRules } from './backend-rules.mjs';
import { frontendRules } from './frontend-rules.mjs';
import { PRODUCT_TESTS, TESTS } from './paths.mjs';

const PROJECTS = '^(backend|frontend|simulator|libs/[^/]+|tools|e2e|bench)';
/** Started by a command, a bundler, a worker or another program, not by an import. */
const ENTRY_POINTS = [
  TESTS,
  '\\.(config|d)\\.(ts|mjs)$',
  '^\\.dependency-cruiser\\.mjs$',
  '^backend/src/(main|[^/]*worker)\\.ts$',
  '^backend/src/.*\\.(worker|child)\\.ts$',
  '^frontend/(src/main\\.ts$|src/app/.+\\.worker\\.ts$|public/)',
  '^simulator/src/(main|cli)\\.ts$',
  '^libs/[^/]+/src/(.+/)?index\\.ts$',
  '^(tools|bench|e2e)/[^/]+\\.(ts|mjs)$',
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const everywhere = [
  {
    name: 'no-cycles',
    comment: 'Modules that import each other are one module in two files.',
    severity: 'error',
    from: { pathNot: '(^|/)node_modules/' },
    to: { circular: true },
  },
  {
    name: 'no-unused-modules',
    comment: 'Nothing that runs imports this module: delete it, or name it as an entry point in tools/lint.',
    severity: 'error',
    from: { pathNot: PRODUCT_TESTS },
    module: {
      path: `${PROJECTS}/`,
      pathNot: [...ENTRY_POINTS, '/node_modules/'],
      numberOfDependentsLessThan: 1,
    },
  },
  {
    name: 'no-unresolvable-imports',
    comment: 'An import that is found nowhere escapes every other rule.',
    severity: 'error',
    from: { path: `${PROJECTS}/` },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-imports-of-tests',
    comment: 'What the product needs is no test.',
    severity: 'error',
    from: { path: `${PROJECTS}/`, pathNot: [TESTS, '\\.config\\.(ts|mjs)$'] },
    to: { path: TESTS, pathNot: 'node_modules/' },
  },
  {
    name: 'no-nameless-modules',
    comment: 'utils, helpers and common say nothing: name a module after what it does.',
    severity: 'error',
    from: {},
    to: { path: '/(utils?|helpers?|commons?)(/|[.])', pathNot: 'node_modules/' },
  },
  {
    name: 'mqtt-in-one-file-a-side',
    comment: 'backend: adapters/mqtt/mqtt-link.ts; simulator: publisher.ts.',
    severity: 'error',
    from: {
      path: '^(backend|simulator|libs|frontend|tools)/',
      pathNot: [TESTS, '^backend/src/adapters/mqtt/mqtt-link\\.ts$', '^simulator/src/publisher\\.ts$'],
    },
    to: { path: '(^|/)node_modules/mqtt/' },
  },
];

export const forbidden = [...everywhere, ...backendRules, ...frontendRules];
