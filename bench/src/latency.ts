import { pause } from './measure/clock.ts';
import type { LatencyRun } from './measure/latency-run.ts';
import type { Quantiles } from './measure/statistics.ts';
import type { BenchOptions } from './options.ts';
import { latencyOutcome } from './report/latency-report.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { watchedBy, type Watched } from './stage/latency-subjects.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import { Publisher } from './stage/publisher.ts';

/**
 * From publishing to a decoded reading in a viewer. The time of sending travels as a value of the message, by
 * the machine's own clock. Beside the backend stands a relay that does nothing but pass messages on.
 */

const DEVICES = 1_000;
const RATES = [100, 1_000, 5_000] as const;
const VIEWERS = [1, 10] as const;

/** How long the last messages may take to arrive. */
const SETTLE_MS = 400;

interface Plan {
  rounds: number;
  warmUpS: number;
  measureS: number;
}

export async function run(options: BenchOptions): Promise<Outcome> {
  const plan = planOf(options);
  const runs: LatencyRun[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    for (const watched of watchedBy(options)) runs.push(...(await measure(watched, plan, round)));
  }
  return latencyOutcome(runs, options.mode);
}

function planOf({ quick, rounds }: BenchOptions): Plan {
  return quick
    ? { rounds: rounds ?? 3, warmUpS: 0.5, measureS: 1.5 }
    : { rounds: rounds ?? 5, warmUpS: 2, measureS: 6 };
}

/** One subject with each audience and rate, on a broker of its own. */
async function measure(watched: Watched, plan: Plan, round: number): Promise<LatencyRun[]> {
  await using broker = await Mosquitto.start();
  await using subject = await watched.start(broker.url);
  await using publisher = await Publisher.start(broker.port);
  const runs: LatencyRun[] = [];
  for (const viewers of VIEWERS) {
    for (const audience of watched.audiences) {
      await using peer = await subject.watch(viewers, audience.tickMs);
      for (const rate of RATES) {
        await publish(publisher, rate, plan.warmUpS);
        await pause(SETTLE_MS);
        await peer.call('reset');
        const count = await publish(publisher, rate, plan.measureS);
        await pause(SETTLE_MS);
        const found = (await peer.call('latency')) as Quantiles;
        const arrived = found.count / (count * viewers);
        runs.push({ round, subject: audience.name, viewers, rate, ...found, arrived });
        tell(
          `round ${round}, ${audience.name}, ${viewers} viewer(s), ${rate}/s: p99 ${found.p99.toFixed(1)} ms`,
        );
      }
    }
  }
  return runs;
}

async function publish(publisher: Publisher, rate: number, seconds: number): Promise<number> {
  const count = rate * seconds;
  await publisher.publish({ kind: 'stamped', devices: DEVICES, count, rate });
  return count;
}
