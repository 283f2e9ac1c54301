import { TESTS } from './paths.mjs';

const FEATURES = 'ingest|devices|fleet|history|live|alerts|notify|commands|access|ops|transports|web';
const COMPOSITION_ROOTS = '^backend/src/(main|app|[^/]*worker|[^/]+\\.module)\\.ts$';

/**
 * @param {string} name
 * @param {string} comment
 * @param {{ path: string | string[], pathNot?: string | string[] }} from
 * @param {{ path: string | string[], pathNot?: string | string[] }} to
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** Which part of backend/src may import which. A spec may put parts together that the product keeps apart. */
const parts = [
  rule(
    'backend-feature-keeps-to-itself',
    'A feature imports ports, config and its own folder; what it needs of another comes through a port.',
    { path: `^backend/src/(${FEATURES})/`, pathNot: TESTS },
    { path: '^backend/src/', pathNot: '^backend/src/(ports|config|$1)/' },
  ),
  rule(
    'backend-adapter-keeps-to-itself',
    'An adapter imports ports, config and its own folder.',
    { path: '^backend/src/adapters/([^/]+)/', pathNot: TESTS },
    { path: '^backend/src/', pathNot: '^backend/src/(ports|config|adapters/$1)/' },
  ),
  rule(
    'backend-port-is-pure',
    'A port is described with domain and contracts alone.',
    { path: '^backend/src/ports/', pathNot: TESTS },
    { path: '.', pathNot: '^(backend/src/ports|libs/(domain|contracts))/' },
  ),
  rule(
    'backend-config-keeps-to-itself',
    'Settings are read before anything else exists.',
    { path: '^backend/src/config/' },
    { path: '^backend/src/', pathNot: '^backend/src/config/' },
  ),
  rule(
    'backend-folder-has-a-role',
    'A new folder is a feature, an adapter, ports or config: name it in tools/lint/backend-rules.mjs.',
    {
      path: '^backend/src/',
      pathNot: [`^backend/src/(${FEATURES}|adapters|ports|config)/`, '^backend/src/[^/]+$'],
    },
    { path: '.' },
  ),
  rule(
    'backend-wires-in-composition-roots',
    'Only main.ts, workers and modules at the root of backend/src put parts together.',
    { path: '^backend/src/[^/]+$', pathNot: [COMPOSITION_ROOTS, TESTS] },
    { path: `^backend/src/(${FEATURES}|adapters)/` },
  ),
];

/** Where in backend/src a package is known. */
const packages = [
  rule(
    'aedes-in-broker-adapter',
    'Only adapters/broker knows the embedded broker.',
    { path: '^(backend|simulator)/', pathNot: [TESTS, '^backend/src/adapters/broker/'] },
    { path: '(^|/)node_modules/aedes/' },
  ),
  rule(
    'socket-io-in-live',
    'Only live/ knows socket.io and the gateways of Nest.',
    { path: '^backend/src/', pathNot: [TESTS, '^backend/src/live/'] },
    { path: '(^|/)node_modules/(socket\\.io|@nestjs/(websockets|platform-socket\\.io))/' },
  ),
  rule(
    'sqlite-in-its-adapter',
    'Only adapters/sqlite knows SQLite and Kysely.',
    { path: '^backend/', pathNot: [TESTS, '^backend/src/adapters/sqlite/'] },
    { path: ['^(node:)?sqlite$', '(^|/)node_modules/kysely/'] },
  ),
  rule(
    'duckdb-in-its-adapter',
    'Only adapters/duckdb knows DuckDB.',
    { path: '^backend/', pathNot: [TESTS, '^backend/src/adapters/duckdb/'] },
    { path: '(^|/)@duckdb/' },
  ),
];

/**
 * @param {string} name
 * @param {string} path
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function oneFileKnows(name, path) {
  return {
    name,
    comment: 'One file of the backend knows it; the others use that file.',
    severity: 'error',
    from: { path: '^backend/src/', pathNot: TESTS },
    module: { path, numberOfDependentsMoreThan: 1 },
  };
}

const singles = [
  oneFileKnows('one-file-knows-sqlite', '^(node:)?sqlite$'),
  oneFileKnows('one-file-knows-duckdb', '(^|/)@duckdb/'),
];

export const backendRules = [...parts, ...packages, ...singles];
