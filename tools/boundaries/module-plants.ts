/** A forbidden import for one rule of dependency-cruiser: files to write, and the module to be named. */
export interface ModulePlant {
  files: Readonly<Record<string, string>>;
  /** Part of the path of the module that the rule names. */
  from: string;
}

const FILE = 'planted.ts';

function planted(folder: string, target: string, name = FILE): ModulePlant {
  const from = `${folder}/${name}`;
  return { files: { [from]: `import '${target}';\n` }, from };
}

/** The plant, and the module that it imports. */
function between(folder: string, target: string, targetPath: string, name = FILE): ModulePlant {
  const plant = planted(folder, target, name);
  return { ...plant, files: { ...plant.files, [targetPath]: 'export const planted = true;\n' } };
}

function twoFiles(name: string, folder: string, reported: string): ModulePlant {
  const text = `import '${name}';\n`;
  return { files: { [`${folder}/planted-a.ts`]: text, [`${folder}/planted-b.ts`]: text }, from: reported };
}

/** By the name of the rule; `boundaries.spec.ts` fails for a rule that is not here. */
export const MODULE_PLANTS: Readonly<Record<string, ModulePlant>> = {
  'no-cycles': {
    files: {
      'simulator/src/planted-egg.ts': `import './planted-hen.js';\n`,
      'simulator/src/planted-hen.ts': `import './planted-egg.js';\n`,
    },
    from: 'simulator/src/planted-egg.ts',
  },
  'no-unused-modules': between(
    'simulator/src',
    './planted-used.js',
    'simulator/src/planted-used.ts',
    'planted-unused.ts',
  ),
  'no-unresolvable-imports': planted('simulator/src', './nowhere.js', 'planted-lost.ts'),
  'no-imports-of-tests': between(
    'simulator/src',
    './a.spec.js',
    'simulator/src/a.spec.ts',
    'planted-tested.ts',
  ),
  'no-nameless-modules': between(
    'simulator/src',
    './utils/a.js',
    'simulator/src/utils/a.ts',
    'planted-vague.ts',
  ),
  'mqtt-in-one-file-a-side': planted('simulator/src', 'mqtt', 'planted-mqtt.ts'),
  'backend-feature-keeps-to-itself': between(
    'backend/src/live',
    '../alerts/planted.js',
    'backend/src/alerts/planted.ts',
  ),
  'backend-adapter-keeps-to-itself': between(
    'backend/src/adapters/broker',
    '../sqlite/planted.js',
    'backend/src/adapters/sqlite/planted.ts',
  ),
  'backend-port-is-pure': planted('backend/src/ports', 'node:fs'),
  'backend-config-keeps-to-itself': between(
    'backend/src/config',
    '../ports/planted-port.js',
    'backend/src/ports/planted-port.ts',
  ),
  'backend-folder-has-a-role': planted('backend/src/somewhere', 'node:fs'),
  'backend-wires-in-composition-roots': between(
    'backend/src',
    './ops/planted.js',
    'backend/src/ops/planted.ts',
  ),
  'aedes-in-broker-adapter': planted('backend/src/ingest', 'aedes', 'planted-broker.ts'),
  'socket-io-in-live': planted('backend/src/ingest', 'socket.io', 'planted-socket.ts'),
  'sqlite-in-its-adapter': planted('backend/src/ingest', 'kysely', 'planted-store.ts'),
  'duckdb-in-its-adapter': planted('backend/src/ingest', '@duckdb/node-api', 'planted-history.ts'),
  'one-file-knows-sqlite': twoFiles('node:sqlite', 'backend/src/adapters/sqlite', 'node:sqlite'),
  'one-file-knows-duckdb': twoFiles('@duckdb/node-api', 'backend/src/adapters/duckdb', '@duckdb/node-api/'),
  'frontend-pages-imports': between(
    'frontend/src/app/pages/planted',
    '../other/planted',
    'frontend/src/app/pages/other/planted.ts',
  ),
  'frontend-widgets-imports': between(
    'frontend/src/app/widgets/planted',
    '../../data/planted-data',
    'frontend/src/app/data/planted-data.ts',
  ),
  'frontend-shell-imports': between(
    'frontend/src/app/shell',
    '../pages/third/planted',
    'frontend/src/app/pages/third/planted.ts',
  ),
  'frontend-data-imports': between(
    'frontend/src/app/data',
    '../ui/planted-ui',
    'frontend/src/app/ui/planted-ui.ts',
  ),
  'frontend-ui-imports': between(
    'frontend/src/app/ui',
    '../data/planted-seen',
    'frontend/src/app/data/planted-seen.ts',
  ),
  'socket-io-client-in-live-socket': planted(
    'frontend/src/app/data',
    'socket.io-client',
    'planted-socket.ts',
  ),
  'frontend-decodes-nothing': planted(
    'frontend/src/app/data',
    '@sensorium/domain/decode',
    'planted-decode.ts',
  ),
};
