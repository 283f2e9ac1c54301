import { resolve } from 'node:path';
import type { BenchOptions } from '../options.ts';
import type { ViewersOrder } from '../peers/viewers.ts';
import { Backend } from './backend.ts';
import { ROOT } from './checkout.ts';
import { Peer } from './peer.ts';

export const RELAY = 'bare relay';
export const BACKEND = 'backend';

/** What brings messages to viewers, with the ways in which they can watch. */
export interface Watched {
  audiences: readonly { name: string; tickMs: number }[];
  start: (brokerUrl: string) => Promise<Stage>;
}

export interface Stage {
  /** Starts a process of viewers, which ends with its scope. */
  watch: (viewers: number, tickMs: number) => Promise<Peer>;
  [Symbol.asyncDispose]: () => Promise<void>;
}

/** The relay, the backend, and another clone's backend if there is one. */
export function watchedBy({ beside, mode }: BenchOptions): Watched[] {
  const own = [
    { audiences: [{ name: RELAY, tickMs: 0 }], start: startRelay },
    { audiences: audiencesOf(BACKEND), start: startBackend(ROOT, mode) },
  ];
  if (beside === undefined) return own;
  return [...own, { audiences: audiencesOf(beside), start: startBackend(resolve(beside), mode) }];
}

/** Name of a backend's row for a tick. */
export function withTick(name: string, tickMs: number): string {
  return `${name}, tick ${tickMs} ms`;
}

function audiencesOf(name: string): Watched['audiences'] {
  return [0, 100].map((tickMs) => ({ name: withTick(name, tickMs), tickMs }));
}

async function startRelay(brokerUrl: string): Promise<Stage> {
  const relay = await Peer.start('relay');
  const { port } = (await relay.call('open', { url: brokerUrl })) as { port: number };
  return {
    watch: async (count) => {
      const peer = await Peer.start('relay-viewers');
      await peer.call('open', { url: `ws://127.0.0.1:${port}`, count });
      return peer;
    },
    [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose](),
  };
}

function startBackend(root: string, mode: BenchOptions['mode']): Watched['start'] {
  return async (mqttUrl) => {
    const backend = await Backend.start({ mqttUrl, root });
    return {
      watch: async (count, tickMs) => {
        const peer = await Peer.start('viewers');
        await peer.call('open', { url: backend.url, count, tickMs, mode } satisfies ViewersOrder);
        return peer;
      },
      [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
    };
  };
}
