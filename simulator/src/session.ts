import { type LinkedDevice, Links } from './links.js';
import type { Options } from './options.js';
import type { Terminal } from './terminal.js';
import { type Counts, Throughput } from './throughput.js';

/** Who connects, and how; what is asked for of a run, whatever it publishes. */
export interface SessionPlan {
  options: Pick<Options, 'broker' | 'base' | 'connections' | 'duration' | 'clean' | 'once'>;
  devices: readonly LinkedDevice[];
}

/** Starts to publish, once the broker is reached; returns what ends it. `end` ends the session with an exit code. */
export type Begin = (links: Links, end: (code: number) => void) => readonly (() => void)[];

const OWN_CONNECTIONS = 200;
const SHARED_CONNECTIONS = 8;
const PATIENCE = 3_000;

/**
 * Keeps devices connected while they publish, until `stop` is aborted, the duration is over or the broker
 * refuses them. Resolves with the exit code when all devices are offline and the connections closed.
 */
export async function runSession(
  plan: SessionPlan,
  terminal: Terminal,
  stop: AbortSignal,
  begin: Begin,
): Promise<number> {
  const { duration, clean } = plan.options;
  const ended = Promise.withResolvers<number>();
  const activities: (() => void)[] = [];
  const links = openLinks(plan, terminal, ended.resolve, () => {
    activities.push(...begin(links, ended.resolve));
  });
  const deadline = duration === undefined ? undefined : setTimeout(ended.resolve, duration, 0);
  const onAbort = () => {
    ended.resolve(0);
  };
  stop.addEventListener('abort', onAbort);
  if (stop.aborted) onAbort();
  const code = await ended.promise;
  clearTimeout(deadline);
  for (const end of activities) end();
  await farewell(links, clean, terminal);
  return code;
}

async function farewell(links: Links, clean: boolean, terminal: Terminal): Promise<void> {
  const reachable = links.connected > 0;
  const left = await links.close(clean, PATIENCE);
  if (!reachable) return;
  terminal.say(
    left === 0 ? 'Stopped: all devices offline.' : `Stopped: ${left} devices not reported offline.`,
  );
}

function openLinks(
  { options, devices }: SessionPlan,
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

/** Shows rates while devices publish, each second on a screen, else each 10 s; returns what ends it. */
export function showThroughput(counts: Counts, links: Links, terminal: Terminal): () => void {
  const throughput = new Throughput(counts, terminal.now());
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
