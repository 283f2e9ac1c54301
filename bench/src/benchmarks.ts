import { EVERYWHERE, OPTION_HELP, type BenchOptions, type OptionName } from './options.ts';
import type { Outcome } from './report/outcome.ts';

/** A benchmark by name; its file is loaded only when it runs. */
export interface Benchmark {
  summary: string;
  options: readonly OptionName[];
  load: () => Promise<{ run: (options: BenchOptions) => Promise<Outcome> }>;
}

export const BENCHMARKS: ReadonlyMap<string, Benchmark> = new Map([
  [
    'ingest',
    {
      summary: 'CPU of a message beside a bare MQTT subscriber; durable rows beside DuckDB alone',
      options: ['rounds', 'profile', 'beside'],
      load: () => import('./ingest.ts'),
    },
  ],
  [
    'decode',
    {
      summary: 'messages of each family decoded in a CPU second, beside JSON.parse alone',
      options: ['rounds'],
      load: () => import('./decode.ts'),
    },
  ],
  [
    'latency',
    {
      summary: 'time from publishing to a decoded reading in a viewer, beside a bare relay',
      options: ['rounds', 'mode', 'beside'],
      load: () => import('./latency.ts'),
    },
  ],
  [
    'start',
    {
      summary: 'time from `npm start` to the first reading on screen',
      options: ['rounds', 'cold'],
      load: () => import('./start.ts'),
    },
  ],
  [
    'bundle',
    {
      summary: 'bytes that a browser fetches for the first page; exits with 1 above the budget',
      options: [],
      load: () => import('./bundle.ts'),
    },
  ],
  [
    'fleet',
    {
      summary: '10,000 devices in a browser: frames, input delay, long tasks and heap by the minute',
      options: ['minutes'],
      load: () => import('./fleet.ts'),
    },
  ],
  [
    'kill',
    {
      summary:
        'kills under load: what was acknowledged against what is stored; exits with 1 for a difference',
      options: ['kills', 'rate', 'own-time', 'broker-restarts', 'embedded'],
      load: () => import('./kill.ts'),
    },
  ],
  [
    'history',
    {
      summary: 'charts out of 100 million readings, bytes a reading on disk, sealing under load',
      options: ['points', 'fresh'],
      load: () => import('./history.ts'),
    },
  ],
  [
    'transports',
    {
      summary: 'bytes, requests, age and CPU of an update by polling, long polling, SSE and WebSocket',
      options: ['rounds'],
      load: () => import('./transports.ts'),
    },
  ],
  [
    'fanout',
    {
      summary: 'values a CPU second to 500 clients beside io.emit and bare ws; memory of an idle client',
      options: ['rounds'],
      load: () => import('./fanout.ts'),
    },
  ],
  [
    'slow',
    {
      summary: '10 of 200 clients frozen and 10 throttled: age of the others, memory, and their return',
      options: ['rounds'],
      load: () => import('./slow.ts'),
    },
  ],
  [
    'reconnect',
    {
      summary: '2,000 clients through restarts of the backend: until all are live, and what they miss',
      options: ['rounds'],
      load: () => import('./reconnect.ts'),
    },
  ],
  [
    'alerts',
    {
      summary:
        'reading to webhook beside Prometheus, CPU of rules, kills with a ledger of webhooks, preview; exits with 1 ' +
        'for a lost, double or wrong alert',
      options: ['kills', 'part', 'rounds'],
      load: () => import('./alerts.ts'),
    },
  ],
] satisfies [string, Benchmark][]);

/** What `npm run bench -- --help` prints. */
export function helpText(): string {
  const names = [...BENCHMARKS].map(([name, { summary, options }]) => {
    const own = options.map((option) => `--${option}`).join(' ');
    return `  ${name.padEnd(12)}${summary}${own && `\n${' '.repeat(14)}${own}`}`;
  });
  const options = Object.entries(OPTION_HELP).map(([name, text]) => `  --${name.padEnd(17)}${text}`);
  return [
    'npm run bench -- <name> [options]: builds what changed, measures, prints tables and writes every single',
    'run to bench/results/. Figures of different machines or runs do not compare: only ratios of one run do.',
    '',
    'Benchmarks',
    ...names,
    '',
    `Options (${EVERYWHERE.map((name) => `--${name}`).join(' and ')} for all of them)`,
    ...options,
    '',
    'Mosquitto and Chromium are found on the path, or by MOSQUITTO_PATH and CHROMIUM_PATH; so are Prometheus',
    '(PROMETHEUS_PATH), Alertmanager (ALERTMANAGER_PATH) and promtool (PROMTOOL_PATH), without which peers are left out.',
    'For JSON alone on stdout: npm run -s bench -- <name> --json',
  ].join('\n');
}
