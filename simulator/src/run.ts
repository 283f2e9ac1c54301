import type { MishapName, MishapPlan } from './faults/mishap.js';
import { Links } from './links.js';
import type { Options } from './options.js';
import type { Device } from './scenario/device.js';
import { makeFleet } from './scenario/fleet.js';
import { Simulation } from './simulation.js';
import { Counts, Throughput } from './throughput.js';

/** Where a run writes to, and what tells it the time. */
export interface Terminal {
  /** True if the throughput line may be rewritten in place. */
  live: boolean;
  /** Writes a line that stays. */
  say(line: string): void;
  /** Writes a line that the next one replaces; only if `live`. */
  show(line: string): void;
  /** ms since the epoch. */
  now(): number;
}

const OWN_CONNECTIONS = 200;
const SHARED_CONNECTIONS = 8;
const PATIENCE = 3_000;
const SHORTEST_PAUSE = 5;
const LONGEST_PAUSE = 1_000;

/**
 * Runs a fleet until `stop` is aborted, its duration is over or the broker refuses it.
 * Resolves with the exit code when all devices are offline and the connections closed.
 */
export async function run(options: Options, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const devices = makeFleet(options.fleet);
  const ended = Promise.withResolvers<number>();
  const activities: (() => void)[] = [];
  const links = openLinks(options, devices, terminal, ended.resolve, () => {
    activities.push(...simulate(options, devices, links, terminal));
  });
  const deadline =
    options.duration === undefined ? undefined : setTimeout(ended.resolve, options.duration, 0);
  const onAbort = () => {
    ended.resolve(0);
  };
  stop.addEventListener('abort', onAbort);
  if (stop.aborted) onAbort();
  const code = await ended.promise;
  clearTimeout(deadline);
  for (const end of activities) end();
  const reachable = links.connected > 0;
  const left = await links.close(options.clean, PATIENCE);
  if (reachable)
    terminal.say(
      left === 0 ? 'Stopped: all devices offline.' : `Stopped: ${left} devices not reported offline.`,
    );
  return code;
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
  if (!options.quiet) ends.push(showThroughput(new Throughput(counts, start), links, terminal));
  return ends;
}

function openLinks(
  options: Options,
  devices: Device[],
  terminal: Terminal,
  end: (code: number) => void,
  begin: () => void,
): Links {
  let begun = false;
  const { broker, base } = options;
  const connections =
    options.connections ?? (devices.length <= OWN_CONNECTIONS ? devices.length : SHARED_CONNECTIONS);
  const run = crypto.randomUUID().slice(0, 8);
  const links = new Links(
    { devices, base, broker, connections, run },
    {
      reached: () => {
        terminal.say(`Connected to ${broker.url}: ${devices.length} devices, ${links.size} connections.`);
        if (!begun) begin();
        begun = true;
      },
      unreachable: ({ reason }) => {
        terminal.say(`Broker ${broker.url} not reachable: ${reason}${options.once ? '' : '; trying again'}.`);
        if (options.once) end(1);
      },
      refused: ({ reason }) => {
        terminal.say(`Broker ${broker.url} ${reason}.`);
        end(1);
      },
    },
  );
  links.open();
  return links;
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

function showThroughput(throughput: Throughput, links: Links, terminal: Terminal): () => void {
  const timer = setInterval(
    () => {
      const line = throughput.line(terminal.now(), links.connected, links.size);
      if (terminal.live) terminal.show(line);
      else if (links.connected > 0) terminal.say(line);
    },
    terminal.live ? 1_000 : 10_000,
  );
  return () => {
    clearInterval(timer);
    if (terminal.live) terminal.show('');
  };
}
