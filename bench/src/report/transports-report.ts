import { groupBy, median } from '../measure/statistics.ts';
import {
  bytesPerUpdate,
  cpuPerUpdate,
  FULL,
  highestRate,
  leastOf,
  type Cell as Run,
} from '../measure/transports-run.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Cell, type Table } from './table.ts';

/** Bytes of polling for one of WebSocket that are aimed at, both as fresh. */
const AIM = 50;

/** `compared`: one series at one update a second, in which polling goes first that is as fresh as `freshMs`. */
export function transportsOutcome(runs: readonly Run[], compared: readonly Run[], freshMs: number): Outcome {
  const cells = mediansOf(runs);
  const own = mediansOf(compared);
  const rates = new Set(cells.map(({ rate }) => rate));
  return {
    runs: [...runs, ...compared],
    medians: [...cells, ...own],
    tables: [...[...rates].map((rate) => rateTable(rate, cells)), bestTable(cells), comparedTable(own)],
    verdicts: [freshVerdict(own, freshMs)],
    notes: NOTES,
  };
}

const NOTES = [
  'bytes: both directions, as the sockets of the server counted them: TCP payload with all headers, without opening',
  'clients send what Chromium sends for the Transports page: its headers, If-None-Match, a credit for each frame',
  'bare: polls with no header but Host and If-None-Match, which is the least that a script can send',
  'age: from publishing to decoded in the client, of each update as it came; a process holds all clients of a cell',
  'CPU: of all processes of the backend, above what the same updates cost it without clients; – if lost in that',
  `main: share of the time in which it could have a core that its main thread used; above ${FULL * 100} % it is saturated`,
  'came: updates that came of those published; the ends of a stretch cut some, most at 1 update a second',
];

function mediansOf(runs: readonly Run[]): Run[] {
  const groups = groupBy(runs, ({ name, rate, clients }) => `${name} ${rate} ${clients}`);
  return [...groups.values()].flatMap((group) => medianOf(group) ?? []);
}

function medianOf(group: readonly Run[]): Run | undefined {
  const [first] = group;
  if (!first) return undefined;
  const of = (read: (run: Run) => number): number => median(group.map(read));
  const age = (field: 'p50' | 'p90' | 'p99' | 'max'): number => of(({ ages }) => ages[field]);
  return {
    ...first,
    seconds: of(({ seconds }) => seconds),
    updates: of(({ updates }) => updates),
    bytes: of(({ bytes }) => bytes),
    requests: of(({ requests }) => requests),
    cpu: of(({ cpu }) => cpu),
    idleCpu: of(({ idleCpu }) => idleCpu),
    busy: of(({ busy }) => busy),
    lost: of(({ lost }) => lost),
    ages: { count: first.ages.count, p50: age('p50'), p90: age('p90'), p99: age('p99'), max: age('max') },
  };
}

function rateTable(rate: number, cells: readonly Run[]): Table {
  const shown = cells.filter((cell) => cell.rate === rate);
  return {
    title: `${rate} update(s) a second of one series`,
    head: [
      '',
      'clients',
      'bytes/update',
      'requests/s',
      'age p50 ms',
      'p99',
      'CPU µs/update',
      'main',
      'came',
      '',
    ],
    rows: shown.map((cell) => [
      cell.name,
      cell.clients.toLocaleString('en'),
      figure(bytesPerUpdate(cell)),
      figure(cell.requests / cell.seconds),
      figure(cell.ages.p50),
      figure(cell.ages.p99),
      figure(cpuPerUpdate(cell)),
      percent(cell.busy),
      percent(cameOf(cell)),
      stateOf(cell, cells),
    ]),
  };
}

function cameOf({ updates, clients, rate, seconds }: Run): number {
  return updates / (clients * rate * seconds);
}

function stateOf(cell: Run, cells: readonly Run[]): string {
  const lost = cell.lost > 0 ? `${cell.lost} cut; ` : '';
  if (cell.busy <= FULL) return lost;
  const highest = highestRate(cells, cell);
  return `${lost}saturated${highest > 0 ? `; ${highest}/s was not` : ', at each rate'}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Which transport is the cheapest in what, where none of it was saturated. */
function bestTable(cells: readonly Run[]): Table {
  const groups = groupBy(
    cells.filter(({ busy }) => busy <= FULL),
    ({ rate, clients }) => `${rate} ${clients}`,
  );
  return {
    title: 'Who has the least',
    head: ['updates/s', 'clients', 'bytes an update', 'CPU an update', 'age at p99'],
    rows: [...groups.values()].map((group): Cell[] => [
      String(group[0]?.rate ?? ''),
      (group[0]?.clients ?? 0).toLocaleString('en'),
      bestOf(group, bytesPerUpdate),
      bestOf(group, cpuPerUpdate),
      bestOf(group, ({ ages }) => ages.p99),
    ]),
  };
}

function bestOf(cells: readonly Run[], read: (cell: Run) => number): string {
  const best = leastOf(cells, read);
  return best ? `${best.name} ${figure(read(best))}` : '–';
}

function comparedTable(cells: readonly Run[]): Table {
  const socket = bytesPerUpdate(socketOf(cells));
  return {
    title: `One series at 1 update a second, ${cells[0]?.clients ?? 0} clients: bytes beside WebSocket`,
    head: ['', 'age p50 ms', 'bytes/update', ': WebSocket', 'requests/s a client'],
    rows: cells.map((cell) => [
      cell.name,
      figure(cell.ages.p50),
      figure(bytesPerUpdate(cell)),
      figure(bytesPerUpdate(cell) / socket),
      figure(cell.requests / cell.seconds / cell.clients),
    ]),
  };
}

function socketOf(cells: readonly Run[]): Run {
  const socket = cells.find(({ name }) => name === 'WebSocket');
  if (!socket) throw new Error('WebSocket was not measured');
  return socket;
}

function freshVerdict(cells: readonly Run[], freshMs: number): Verdict {
  const socket = socketOf(cells);
  const fresh = cells.find((cell) => cell !== socket && cell.ages.p50 <= freshMs);
  const ratio = fresh ? bytesPerUpdate(fresh) / bytesPerUpdate(socket) : NaN;
  const bare = cells.find(({ name }) => name === `${fresh?.name ?? ''}, bare`);
  const ages = `${figure(fresh?.ages.p50 ?? NaN)} and ${figure(socket.ages.p50)} ms`;
  const leastHeaders = bare
    ? `; ${figure(bytesPerUpdate(bare) / bytesPerUpdate(socket))} with bare headers`
    : '';
  return {
    claim: `1 update a second, both with a median age of at most ${freshMs} ms: polling ${AIM} times the bytes of WebSocket`,
    measured: `${figure(ratio)} times (${fresh?.name ?? 'no polling was so fresh'}; median ages ${ages}${leastHeaders})`,
    holds: ratio >= AIM && socket.ages.p50 <= freshMs,
  };
}
