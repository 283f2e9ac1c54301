import type { FanServerOrder } from '../peers/fan-server.ts';
import type { FanWay } from '../measure/fanout-run.ts';
import { Backend } from './backend.ts';
import { Mosquitto } from './mosquitto.ts';
import { Peer } from './peer.ts';
import { Publisher } from './publisher.ts';

/** Something that sends to many clients. */
export interface FanServer {
  way: FanWay;
  url: string;
  pid: number;
  /** Has something to send, whether or not anybody is there, until the result is called. */
  begin: (order: FanServerOrder) => Promise<() => Promise<void>>;
  [Symbol.asyncDispose]: () => Promise<void>;
}

const DEVICES = 1_000;
const MESSAGES = 2_000;

/** Starts what serves in this way. */
export function startFanServer(way: FanWay): Promise<FanServer> {
  return way === 'backend' ? startBackend() : startPeer(way);
}

/** A backend that takes in a fleet of 1,000 devices, each with two messages a second. */
async function startBackend(): Promise<FanServer> {
  const broker = await Mosquitto.start();
  const backend = await Backend.start({ mqttUrl: broker.url });
  const publisher = await Publisher.start(broker.port);
  return {
    way: 'backend',
    url: backend.url,
    pid: backend.pid,
    begin: () => {
      const order = { kind: 'readings', devices: DEVICES, count: Infinity, rate: MESSAGES } as const;
      const published = publisher.publish(order);
      return Promise.resolve(async () => {
        await publisher.stop();
        await published;
      });
    },
    [Symbol.asyncDispose]: async () => {
      await publisher[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
      await broker[Symbol.asyncDispose]();
    },
  };
}

async function startPeer(way: Exclude<FanWay, 'backend'>): Promise<FanServer> {
  const peer = await Peer.start('fan-server');
  const port = (await peer.call('open', way)) as number;
  return {
    way,
    url: `${way === 'io.emit' ? 'http' : 'ws'}://127.0.0.1:${port}/`,
    pid: peer.pid,
    begin: async (order) => {
      await peer.call('run', order);
      return async () => {
        await peer.call('stop');
      };
    },
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  };
}
