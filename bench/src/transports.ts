import { pause } from './measure/clock.ts';
import type { Cell } from './measure/transports-run.ts';
import type { BenchOptions } from './options.ts';
import { SENT } from './peers/latency-log.ts';
import { deviceId } from './peers/messages.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { transportsOutcome } from './report/transports-report.ts';
import { Backend } from './stage/backend.ts';
import { requireOpenFiles } from './stage/file-limits.ts';
import { measureIdle, measureLane, type Lane, type LaneStage } from './stage/lanes.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import { Peer } from './stage/peer.ts';
import { Publisher } from './stage/publisher.ts';

/**
 * The same series over each transport: bytes on the wire, requests, age and processor time of an update. Clients send
 * what a browser sends for the Transports page, and follow one series whose values are the times of sending.
 */

/** Two files for each client, and what the rest needs. */
const OPEN_FILES = 2_500;

const POLL: Omit<Lane, 'name' | 'intervalMs'> = { transport: 'poll', headers: 'browser' };
const WEB_SOCKET: Lane = { name: 'WebSocket', transport: 'websocket', intervalMs: 0, headers: 'browser' };

const LANES: readonly Lane[] = [
  { ...POLL, name: 'polling, 1 s', intervalMs: 1_000 },
  { ...POLL, name: 'polling, 250 ms', intervalMs: 250 },
  { name: 'long polling', transport: 'long poll', intervalMs: 0, headers: 'browser' },
  { name: 'SSE', transport: 'stream', intervalMs: 0, headers: 'browser' },
  WEB_SOCKET,
];

/** Median age that both sides of the comparison must have at most, ms; intervals of polling that may reach it. */
const FRESH_MS = 50;
const INTERVALS_MS = [80, 70, 60, 40, 20];

/** Clients of the comparison: their phases against the updates are spread. */
const COMPARED = 20;

/** WebSocket is pinged, and told of the device, each ten seconds: as long as that, and it has its share of both. */
const WEB_SOCKET_S = 10;

interface Plan {
  rounds: number;
  /** Cells by rate: numbers of clients. */
  cells: readonly (readonly [rate: number, clients: readonly number[]])[];
  warmUpS: number;
  measureS: number;
}

type Load = Pick<Cell, 'round' | 'rate' | 'idleCpu'>;

export async function run(options: BenchOptions): Promise<Outcome> {
  const plan = planOf(options);
  requireOpenFiles(OPEN_FILES);
  await using broker = await Mosquitto.start();
  await using backend = await Backend.start({ mqttUrl: broker.url });
  await using publisher = await Publisher.start(broker.port);
  await using clients = await Peer.start('lane-clients');
  const series = `${deviceId(0)}/${SENT}`;
  const { warmUpS, measureS } = plan;
  const stage: LaneStage = { backend, clients, series, warmUpS, measureS };
  const cells: Cell[] = [];
  const compared: Cell[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    for (const [rate, audiences] of plan.cells) {
      await publishing(publisher, rate, async () => {
        const load = { round, rate, idleCpu: (await measureIdle(stage)).cpu };
        for (const count of audiences) cells.push(...(await measureAll(stage, LANES, load, count)));
        if (rate === 1) compared.push(...(await compare(stage, load)));
      });
    }
  }
  return transportsOutcome(cells, compared, FRESH_MS);
}

function planOf({ quick, rounds = 1 }: BenchOptions): Plan {
  if (quick)
    return {
      rounds,
      cells: [
        [1, [100]],
        [10, [1, 100]],
      ],
      warmUpS: 1,
      measureS: 3,
    };
  const audiences = [1, 100, 1_000];
  return { rounds, cells: [1, 10, 100].map((rate) => [rate, audiences] as const), warmUpS: 3, measureS: 10 };
}

/** Publishes at `rate` for as long as `act` takes. */
async function publishing(publisher: Publisher, rate: number, act: () => Promise<void>): Promise<void> {
  const published = publisher.publish({ kind: 'stamps', devices: 1, count: Infinity, rate });
  await pause(500);
  try {
    await act();
  } finally {
    await publisher.stop();
    await published;
  }
}

async function measureAll(
  stage: LaneStage,
  lanes: readonly Lane[],
  load: Load,
  clients: number,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const lane of lanes) cells.push(await measure(stage, lane, { ...load, clients }));
  return cells;
}

async function measure(stage: LaneStage, lane: Lane, load: Load & { clients: number }): Promise<Cell> {
  const cell = await measureLane(stage, lane, load);
  const { rate, clients, updates, ages } = cell;
  tell(`${rate}/s, ${clients} client(s), ${lane.name}: ${updates} updates, p50 ${ages.p50.toFixed(1)} ms`);
  return cell;
}

/** One series at one update a second: WebSocket, polling that is as fresh, and polling each second. */
async function compare(stage: LaneStage, load: Load): Promise<Cell[]> {
  const loaded = { ...load, clients: COMPARED };
  const cells = [await measure({ ...stage, measureS: WEB_SOCKET_S }, WEB_SOCKET, loaded)];
  for (const intervalMs of INTERVALS_MS) {
    const lane = { ...POLL, name: `polling, ${intervalMs} ms`, intervalMs };
    const cell = await measure(stage, lane, loaded);
    cells.push(cell);
    if (cell.ages.p50 > FRESH_MS) continue;
    const bare: Lane = { ...lane, name: `${lane.name}, bare`, headers: 'bare' };
    cells.push(await measure(stage, bare, loaded));
    break;
  }
  const slow: Lane = { ...POLL, name: 'polling, 1 s', intervalMs: 1_000 };
  return [
    ...cells,
    ...(await measureAll(
      stage,
      [slow, { ...slow, name: `${slow.name}, bare`, headers: 'bare' }],
      load,
      COMPARED,
    )),
  ];
}
