import { nativeTopics, type WebhookBody } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { balanceOfAlerts, strangers, toldIn, type Told } from '../ledger/alert-ledger.ts';
import {
  CrossingScript,
  devicesAt,
  HELD_MS,
  mustFire,
  PERIOD_MS,
  SCRIPT_KINDS,
  type Crossing,
  type ScriptedReading,
} from '../ledger/crossings.ts';
import type { AlertKillRun } from '../measure/alerts-run.ts';
import { machineMs, pause, until } from '../measure/clock.ts';
import type { Kill, KillKind } from '../measure/kill-run.ts';
import { randomFrom } from '../readings/random.ts';
import { tell } from '../report/outcome.ts';
import { MortalBackend } from '../stage/mortal-backend.ts';
import { Mosquitto } from '../stage/mosquitto.ts';
import { addRule, addWebhook, AT_ONCE } from '../stage/rules.ts';
import { WebhookSink } from '../stage/webhook-sink.ts';

const PER_KIND = 20;
const SEED = 50;
const METRIC = 'level';

/** Life of the backend between two kills, ms; every fifth is killed so long after its start began. */
const LIFE_MS = [300, 5_000] as const;
const QUICK_LIFE_MS = [300, 2_500] as const;
const START_MS = [200, 1_500] as const;
const KILLED_AT_START = 5;
const KINDS: readonly KillKind[] = ['all', 'main'];

/** The sink refuses one webhook of so many, which must come again under the same key. */
const REFUSED_ONE_OF = 20;

/** No webhook for so long: all have come, with what waited for its second try. */
const QUIET_MS = 8_000;
const QUIET_MAX_MS = 120_000;

interface Stage {
  backend: MortalBackend;
  random: () => number;
  quick: boolean;
}

/** Webhooks as they came. */
class Ledger {
  readonly told: Told[] = [];
  webhooks = 0;
  refused = 0;
  lastAt = machineMs();

  readonly take = ({ key, body, at }: { key: string; body: unknown; at: number }): number => {
    this.webhooks += 1;
    this.lastAt = machineMs();
    this.told.push(...toldIn(body as WebhookBody, key, at));
    if (this.webhooks % REFUSED_ONE_OF !== 0) return 200;
    this.refused += 1;
    return 503;
  };
}

/** Kills the backend over a script of crossings, and settles what the webhooks told of them. */
export async function killsOfAlerts(count: number, quick: boolean): Promise<AlertKillRun> {
  const ledger = new Ledger();
  await using sink = await WebhookSink.start(ledger.take);
  await using broker = await Mosquitto.start({ persistent: true });
  const settings = { NOTIFY_ALLOW_LOOPBACK: 'on' };
  await using backend = new MortalBackend({ mqttUrl: broker.url, mqttPort: broker.port, settings });
  await addRules(await backend.url, sink.url);
  const client = await connectAsync(broker.url, { protocolVersion: 5 });
  const player = new Player(new CrossingScript(PER_KIND, randomFrom(SEED), Date.now()), client);
  const random = randomFrom(SEED + 1);
  const kills = await killAgainAndAgain({ backend, random, quick }, player, count);
  await player.end();
  await backend.url;
  await quietness(ledger);
  await client.endAsync();
  return settled({ kills, lives: backend.lives }, player.script.crossings, ledger);
}

/** A rule for each place, so that each notice is about one device. */
async function addRules(url: string, sink: string): Promise<void> {
  const channels = [await addWebhook(url, sink)];
  for (const kind of SCRIPT_KINDS) {
    for (let place = 0; place < PER_KIND; place++) {
      await addRule(url, {
        ...{ name: `${kind} ${place}`, metric: METRIC, devices: [devicesAt(kind, place)] },
        condition: { type: 'above', value: 0 },
        forMs: kind === 'held' ? HELD_MS : 0,
        ...{ channels, grouping: AT_ONCE },
      });
    }
  }
}

/** Publishes a script as it comes to pass; the broker has every message before the script has ended. */
class Player {
  readonly script: CrossingScript;
  readonly #client: MqttClient;
  readonly #running: Promise<void>;
  readonly #published = new Set<Promise<unknown>>();
  #isOver = false;

  constructor(script: CrossingScript, client: MqttClient) {
    this.script = script;
    this.#client = client;
    this.#running = this.#play();
  }

  /** Lets every crossing come to its end. */
  async end(): Promise<void> {
    this.script.end();
    this.#isOver = true;
    await this.#running;
    await Promise.all(this.#published);
  }

  async #play(): Promise<void> {
    for (let t = Date.now(); !this.#isOver || !this.script.isQuiet; t += PERIOD_MS) {
      await pause(Math.max(0, t - Date.now()));
      for (const reading of this.script.readings(t)) this.#publish(reading);
    }
    // The ends of the last crossings were the readings before; these show that life goes on.
    const t = Date.now();
    for (const reading of this.script.readings(t)) this.#publish(reading);
  }

  #publish({ kind, device, t, value }: ScriptedReading): void {
    const payload = kind === 'receipt' ? { [METRIC]: value } : { ts: t, values: { [METRIC]: value } };
    const topic = nativeTopics(device).telemetry;
    const done = this.#client
      .publishAsync(topic, JSON.stringify(payload), { qos: 1 })
      .finally(() => this.#published.delete(done));
    this.#published.add(done);
  }
}

async function killAgainAndAgain(
  { backend, random, quick }: Stage,
  player: Player,
  count: number,
): Promise<Kill[]> {
  const kills: Kill[] = [];
  const within = ([least, most]: readonly [number, number]) => pause(least + random() * (most - least));
  for (let turn = 0; turn < count; turn++) {
    if (turn % KILLED_AT_START === KILLED_AT_START - 1) await within(START_MS);
    else {
      await backend.url.catch(() => undefined);
      await within(quick ? QUICK_LIFE_MS : LIFE_MS);
    }
    const kind = KINDS[turn % KINDS.length] ?? 'all';
    kills.push({ kind, at: machineMs() });
    await backend.kill(kind);
    if (turn % 5 === 4 || turn === count - 1)
      tell(`${turn + 1} kills, ${player.script.crossings.length} crossings`);
  }
  return kills;
}

async function quietness(ledger: Ledger): Promise<void> {
  tell('waiting for the last webhooks');
  ledger.lastAt = machineMs();
  const isQuiet = () => machineMs() - ledger.lastAt > QUIET_MS || undefined;
  await until('quiet', isQuiet, { timeoutMs: QUIET_MAX_MS }).catch(() => undefined);
}

function settled(
  lived: Pick<AlertKillRun, 'kills' | 'lives'>,
  crossings: readonly Crossing[],
  { told, webhooks, refused }: Ledger,
): AlertKillRun {
  const balances = SCRIPT_KINDS.map((kind) => ({ kind, balance: balanceOfAlerts(kind, crossings, told) }));
  const faulty = crossings.flatMap((crossing) => {
    const own = told.filter(({ number }) => number === crossing.number);
    const isMissed = mustFire(crossing) !== own.length > 0;
    const isDouble = new Set(own.map(({ id }) => id)).size > 1;
    return isMissed || isDouble ? [{ crossing, told: own }] : [];
  });
  return { ...lived, webhooks, refused, balances, strangers: strangers(crossings, told), faulty };
}
