import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import type { Answer } from './answers.js';
import { faultWords } from './answers.js';
import { RefusedAddress, type SafeAddresses } from './safe-address.js';
import type { Steps } from './steps.js';

/** A message has so long from the first look-up to the last byte of the answer, ms. */
export const TIME_MS = 10_000;

/** So much of an answer is read, bytes. */
const BODY_MAX = 65_536;

/** One request. `url` may be secret: nothing of it but the host goes to words. */
export interface OutgoingRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** A look-up that knows only the addresses that were checked, whatever the name resolves to by now. */
export function checkedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options: LookupOptions, callback) => {
    const { family } = options;
    const wanted =
      family === 4 || family === 6 ? addresses.filter((one) => one.family === family) : addresses;
    const [first] = wanted;
    if (!first) callback(new Error('no address of that family'), '', 0);
    else if (options.all === true) callback(null, [...wanted]);
    else callback(null, first.address, first.family);
  };
}

/**
 * Outgoing HTTP: resolves, checks every address, connects to a checked one, follows no redirect, sends no cookie, uses
 * no proxy, and ends in time with a bounded answer.
 */
export class Outgoing {
  constructor(
    private readonly addresses: SafeAddresses,
    private readonly timeMs: number = TIME_MS,
  ) {}

  /** Why `url` can never be asked; undefined if it may be. */
  fault(url: string): string | undefined {
    if (!URL.canParse(url)) return 'the address is not a URL';
    const { protocol, username, password, hostname } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:')
      return 'the address must begin with http:// or https://';
    if (username !== '' || password !== '') return 'the address must not hold a user or a password';
    return this.addresses.fault(hostname.replace(/^\[|\]$/g, ''));
  }

  /** Sends one request; rejects with RefusedAddress or with the fault of the network. */
  async send(outgoing: OutgoingRequest, steps: Steps): Promise<Answer> {
    const fault = this.fault(outgoing.url);
    if (fault !== undefined) {
      steps.failed('resolve', fault);
      throw new RefusedAddress(fault);
    }
    const url = new URL(outgoing.url);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const signal = AbortSignal.timeout(this.timeMs);
    const addresses = await this.resolve(host, signal, steps);
    const agent = new Agent({
      connect: connectorTo(addresses, { host, timeMs: this.timeMs, steps }),
      allowH2: false,
    });
    try {
      return await exchange(url, outgoing, { agent, signal, steps });
    } catch (error) {
      if (steps.list.at(-1)?.ok !== false) steps.failed('send', faultWords(error, host));
      throw error;
    } finally {
      await agent.destroy();
    }
  }

  /** The checked addresses of `host`; rejects when `signal` aborts, since a look-up itself cannot be stopped. */
  async resolve(host: string, signal: AbortSignal, steps: Steps): Promise<LookupAddress[]> {
    try {
      const addresses = await Promise.race([this.addresses.resolve(host), aborted(signal)]);
      steps.passed('resolve', `${host}: ${addresses.map(({ address }) => address).join(', ')}`);
      return addresses;
    } catch (error) {
      steps.failed('resolve', faultWords(error, host));
      throw error;
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

interface Way {
  host: string;
  timeMs: number;
  steps: Steps;
}

/** Connects to checked addresses only, and makes sure of it once the connection stands. */
function connectorTo(addresses: readonly LookupAddress[], way: Way): buildConnector.connector {
  const connect = buildConnector({
    timeout: way.timeMs,
    allowH2: false,
    lookup: checkedLookup(addresses),
  });
  return (options, callback) => {
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error) {
        way.steps.failed('connect', faultWords(error, way.host));
        callback(error, null);
      } else if (isChecked(socket, addresses)) {
        way.steps.passed('connect', connectionWords(socket));
        callback(null, socket);
      } else {
        socket.destroy();
        callback(
          new RefusedAddress(`${way.host} led to another address than the one that was checked`),
          null,
        );
      }
    });
  };
}

/** The other end of `socket` is one of the addresses; a zone (`%eth0`) counts for nothing. */
export function isChecked(socket: Socket, addresses: readonly LookupAddress[]): boolean {
  const remote = socket.remoteAddress?.replace(/%.*$/, '');
  return remote !== undefined && addresses.some(({ address }) => address.replace(/%.*$/, '') === remote);
}

/** Where a connection leads, and how it is encrypted. */
export function connectionWords(socket: Socket): string {
  const { remoteAddress = '', remotePort = 0 } = socket;
  const end = `${isIP(remoteAddress) === 6 ? `[${remoteAddress}]` : remoteAddress}:${remotePort}`;
  return socket instanceof TLSSocket ? `${end}, ${socket.getProtocol() ?? 'TLS'}` : `${end}, not encrypted`;
}

interface Exchange {
  agent: Dispatcher;
  signal: AbortSignal;
  steps: Steps;
}

async function exchange(
  url: URL,
  outgoing: OutgoingRequest,
  { agent, signal, steps }: Exchange,
): Promise<Answer> {
  const { method, body } = outgoing;
  const headers = { 'user-agent': 'Sensorium', ...outgoing.headers };
  const response = await request(url, {
    dispatcher: agent,
    method,
    headers,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  steps.passed('send', `${method}, ${Buffer.byteLength(body ?? '')} bytes`);
  return {
    status: response.statusCode,
    retryAfter: oneHeader(response.headers['retry-after']),
    location: hostOf(oneHeader(response.headers.location), url),
    body: await boundedText(response.body),
  };
}

function oneHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function hostOf(location: string | undefined, base: URL): string | undefined {
  return location !== undefined && URL.canParse(location, base) ? new URL(location, base).host : undefined;
}

async function boundedText(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(Buffer.from(chunk.subarray(0, BODY_MAX - size)));
    size += chunk.byteLength;
    if (size >= BODY_MAX) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
