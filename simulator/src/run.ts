import type { MishapName, MishapPlan } from './faults/mishap.js';
import type { Links } from './links.js';
import type { Options } from './options.js';
import { runReplay } from './replay/run-replay.js';
import { describeDevice } from './scenario/describe.js';
import type { Device } from './scenario/device.js';
import { makeFleet } from './scenario/fleet.js';
import { runSession, showThroughput } from './session.js';
import { Simulation } from './simulation.js';
import type { Terminal } from './terminal.js';
import { Counts } from './throughput.js';

const SHORTEST_PAUSE = 5;
const LONGEST_PAUSE = 1_000;

/**
 * Runs a fleet, or replays a file, until `stop` is aborted, its duration is over, its file has come to its
 * end or the broker refuses it. Resolves with the exit code when all devices are offline and the
 * connections closed. Throws ReplayFault for a file that can't be replayed.
 */
export async function run(options: Options, terminal: Terminal, stop: AbortSignal): Promise<number> {
  if (options.replay !== undefined) return runReplay(options, options.replay, terminal, stop);
  const fleet = makeFleet(options.fleet);
  const devices = fleet.map((device) => ({ id: device.id, describe: () => describeDevice(device) }));
  return runSession({ options, devices }, terminal, stop, (links) =>
    simulate(options, fleet, links, terminal),
  );
}

/** Starts the fleet and its throughput line; returns what ends each of them. */
function simulate(options: Options, devices: Device[], links: Links, terminal: Terminal): (() => void)[] {
  const start = terminal.now();
  const counts = new Counts();
  const mishaps = options.mishaps ? planMishaps(options, devices, links.size, start) : undefined;
  const plan = { devices, base: options.base, style: options.style, mishaps };
  const simulation = new Simulation(plan, links, counts);
  simulation.start(start);
  const ends = [tick(simulation, terminal)];
  if (!options.quiet) ends.push(showThroughput(counts, links, terminal));
  return ends;
}

/** Plans mishaps without those that shared connections or bare values don't allow. */
function planMishaps(
  { fleet, style }: Options,
  devices: Device[],
  connections: number,
  start: number,
): MishapPlan {
  const without = new Set<MishapName>();
  if (connections < devices.length) without.add('crash');
  if (style === 'plain') without.add('clock-behind').add('outage');
  return { seed: fleet.seed, start, kinds: devices.map(({ kind }) => kind.id), without };
}

function tick(simulation: Simulation, terminal: Terminal): () => void {
  let timer: NodeJS.Timeout;
  const step = () => {
    const next = simulation.advance(terminal.now());
    const pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, next - terminal.now()));
    timer = setTimeout(step, pause);
  };
  timer = setTimeout(step, SHORTEST_PAUSE);
  return () => {
    clearTimeout(timer);
  };
}
