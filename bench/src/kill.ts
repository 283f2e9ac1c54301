import { connectAsync } from 'mqtt';
import { balanceOf, type Published } from './ledger/ledger.ts';
import { machineMs, pause, until } from './measure/clock.ts';
import type { Kill, KillKind, KillRun } from './measure/kill-run.ts';
import type { BenchOptions } from './options.ts';
import type { LedgerOrder, LedgerReport } from './peers/ledger-publisher.ts';
import { killOutcome } from './report/kill-report.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { MortalBackend } from './stage/mortal-backend.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import { Peer } from './stage/peer.ts';
import { freePort } from './stage/ports.ts';
import { storedRows, untilCaughtUp } from './stage/stored-rows.ts';

/**
 * The account of what was acknowledged against what is stored, while the backend is killed again and again under
 * load. With Mosquitto nothing may be missing and nothing double. The embedded broker dies with the backend and
 * holds its messages in memory, so that what it acknowledged in the last moment is lost: told, not limited.
 */

const DEVICES = 50;
const RATE = 5_000;
const KILLS = 50;
const QUICK_KILLS = 5;

/** Least and most of a pause, ms. */
type Span = readonly [number, number];

/** Life between two kills from when it serves; every fifth is killed while it starts, so long after that began. */
const LIFE_MS: Span = [500, 4_000];
const QUICK_LIFE_MS: Span = [300, 1_500];
const START_MS: Span = [200, 1_500];
const KILLED_AT_START = 5;

/** Count of all messages that Mosquitto has sent, and how often it says so. */
const SENT_TOPIC = '$SYS/broker/publish/messages/sent';
const COUNTS_MS = 1_000;

/** Half of the kills take every process; the others leave the store's process behind, or take it alone. */
const KINDS: readonly KillKind[] = ['all', 'main', 'store', 'all'];

interface Stage {
  broker: Mosquitto | undefined;
  backend: MortalBackend;
  publisher: Peer;
}

export async function run(options: BenchOptions): Promise<Outcome> {
  if (options.embedded && options.brokerRestarts > 0)
    throw new Error('the embedded broker is restarted with every kill: leave --broker-restarts away');
  const broker = options.embedded ? undefined : await Mosquitto.start({ persistent: true });
  try {
    return killOutcome(await withBroker(broker, options));
  } finally {
    await broker?.[Symbol.asyncDispose]();
  }
}

async function withBroker(broker: Mosquitto | undefined, options: BenchOptions): Promise<KillRun> {
  const mqttPort = broker?.port ?? (await freePort());
  await using backend = new MortalBackend({ mqttUrl: broker?.url, mqttPort });
  await linked(await backend.url);
  await using publisher = await Peer.start('ledger-publisher');
  const from = Date.now() - 60_000;
  const { rate = RATE, ownTime } = options;
  const order: LedgerOrder = { port: mqttPort, version: broker ? 5 : 4, devices: DEVICES, rate, ownTime };
  await publisher.call('start', order);
  const kills = await killAgainAndAgain({ broker, backend, publisher }, options);
  const report = (await publisher.call('stop')) as LedgerReport;
  await linked(await backend.url);
  await publisher.call('end');
  const caughtUpMs = await caughtUp(backend, from);
  const { lives } = backend;
  const sent = (await publisher.call('sent')) as number;
  const redelivered = broker && options.brokerRestarts === 0 ? await sentAgain(broker, sent) : null;
  await backend.restart();
  const balances = await settle(await backend.url, report.devices, from);
  const { embedded, brokerRestarts } = options;
  const { refused } = report;
  return { embedded, brokerRestarts, rate, kills, lives, refused, redelivered, caughtUpMs, balances };
}

/** A subscription must be there before a message that must arrive, or the broker keeps it for nobody. */
async function linked(url: string): Promise<void> {
  await until('the link to the broker', async () => {
    const text = await (await fetch(new URL('metrics', url))).text();
    return text.includes('\nsensorium_broker_up 1\n') || undefined;
  });
}

async function killAgainAndAgain(stage: Stage, options: BenchOptions): Promise<Kill[]> {
  const count = options.kills ?? (options.quick ? QUICK_KILLS : KILLS);
  const restarts = restartsBefore(count, options.brokerRestarts);
  const span = options.quick ? QUICK_LIFE_MS : LIFE_MS;
  const kills: Kill[] = [];
  for (let turn = 0; turn < count; turn++) {
    for (let left = restarts[turn] ?? 0; left > 0; left--) await restartBroker(stage, span);
    await live(stage.backend, turn, span);
    const kind = KINDS[turn % KINDS.length] ?? 'all';
    kills.push({ kind, at: machineMs() });
    await stage.backend.kill(kind);
    const sent = (await stage.publisher.call('sent')) as number;
    if (turn % 5 === 4 || turn === count - 1) tell(`${turn + 1} kills, ${sent} messages published`);
  }
  await pause(LIFE_MS[0]);
  return kills;
}

/** Lets the backend live for a while. If it ends before it serves, that is noted as its end. */
async function live(backend: MortalBackend, turn: number, span: Span): Promise<void> {
  if (turn % KILLED_AT_START === KILLED_AT_START - 1) return pauseWithin(START_MS);
  await backend.url.catch(() => undefined);
  await pauseWithin(span);
}

function pauseWithin([least, most]: Span): Promise<void> {
  return pause(least + Math.random() * (most - least));
}

/** How many restarts of the broker come before each kill, spread evenly. */
function restartsBefore(kills: number, restarts: number): number[] {
  const before = new Array<number>(kills).fill(0);
  for (let place = 0; place < restarts; place++) {
    const turn = Math.floor(((place + 0.5) * kills) / restarts);
    before[turn] = (before[turn] ?? 0) + 1;
  }
  return before;
}

async function restartBroker({ broker }: Stage, span: Span): Promise<void> {
  await pauseWithin(span);
  await broker?.restart();
}

/** How many messages the broker sent to the backend beyond the first time. */
async function sentAgain({ url }: Mosquitto, published: number): Promise<number> {
  await pause(2 * COUNTS_MS);
  const client = await connectAsync(url, { protocolVersion: 5 });
  const said = Promise.withResolvers<Buffer>();
  client.once('message', (_topic, payload) => said.resolve(payload));
  await client.subscribeAsync(SENT_TOPIC);
  const sent = Number((await said.promise).toString());
  await client.endAsync();
  return Math.max(0, sent - published);
}

async function caughtUp(backend: MortalBackend, from: number): Promise<number> {
  const began = machineMs();
  tell('waiting for all to be stored');
  await untilCaughtUp(() => backend.url, from);
  return machineMs() - began;
}

/** Compares device by device, so that memory holds one of them at a time. */
async function settle(
  url: string,
  published: readonly Published[],
  from: number,
): Promise<KillRun['balances']> {
  const balances: KillRun['balances'] = [];
  for (const one of published) {
    const [rows] = await storedRows(url, [one.device], from);
    balances.push({ isOwn: one.times !== null, balance: balanceOf(one, rows) });
  }
  return balances;
}
