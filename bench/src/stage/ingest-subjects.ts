import { resolve } from 'node:path';
import { METRICS, type MessageKind } from '../peers/messages.ts';
import type { ViewersOrder } from '../peers/viewers.ts';
import { Backend } from './backend.ts';
import { Peer } from './peer.ts';
import { addRules } from './rules.ts';

const VIEWERS = 10;
const TICK_MS = 100;
const RULES = 100;

/** Something that takes in the messages of a broker. */
export interface Subject {
  name: string;
  kind: MessageKind;
  /** Whether `--profile` looks into it. */
  profile: boolean;
  start: (brokerUrl: string, nodeOptions: readonly string[]) => Promise<Running>;
}

export interface Running {
  pid: number;
  /** Messages taken in so far. */
  messages: () => Promise<number>;
  [Symbol.asyncDispose]: () => Promise<void>;
}

export const BARE = 'bare mqtt subscriber';
export const COMPLETE = 'backend, 10 viewers';

/** The peer first, then the backend stage by stage, then another clone's. */
export function subjectsOf(beside: string | undefined): Subject[] {
  const stages: Subject[] = [
    { name: BARE, kind: 'readings', profile: true, start: startBare },
    { name: 'backend, ignored topics', kind: 'ignored', profile: false, start: backend(0) },
    { name: 'backend, no viewer', kind: 'readings', profile: false, start: backend(0) },
    { name: COMPLETE, kind: 'readings', profile: true, start: backend(VIEWERS) },
  ];
  if (beside === undefined) return stages;
  const root = resolve(beside);
  const other = { kind: 'readings', profile: false, start: backend(VIEWERS, root) } as const;
  return [...stages, { name: `${beside}, 10 viewers`, ...other }];
}

async function startBare(url: string, nodeOptions: readonly string[]): Promise<Running> {
  const peer = await Peer.start('bare-subscriber', nodeOptions);
  await peer.call('open', { url });
  return {
    pid: peer.pid,
    messages: async () => ((await peer.call('count')) as { messages: number }).messages,
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  };
}

function backend(viewers: number, root?: string): Subject['start'] {
  return async (mqttUrl, nodeOptions) => {
    const running = await Backend.start({ mqttUrl, nodeOptions, ...(root === undefined ? {} : { root }) });
    if ((await running.features()).rules) await addRules(running.url, RULES, METRICS);
    const audience = viewers > 0 ? await startViewers(running.url, viewers) : undefined;
    return {
      pid: running.pid,
      messages: () => running.messages(),
      [Symbol.asyncDispose]: async () => {
        await audience?.[Symbol.asyncDispose]();
        await running[Symbol.asyncDispose]();
      },
    };
  };
}

async function startViewers(url: string, count: number): Promise<Peer> {
  const peer = await Peer.start('viewers');
  await peer.call('open', { url, count, tickMs: TICK_MS, mode: 'latest' } satisfies ViewersOrder);
  return peer;
}
