import { existsSync, readFileSync } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** What the backend says of a backup that it made. */
export interface BackupReport {
  name: string;
  bytes: number;
  readings: number;
  series: number;
  devices: number;
}

/** Why there is no backup, in words for who asked for it. */
export class BackupFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupFault';
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The settings of the backend in `root`: the environment, else the file `.env`. */
export function settingsOf(root: string, environment: Variables): Variables {
  const path = join(root, '.env');
  const file = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  return { ...file, ...environment };
}

/** Where the backend is: the address given, else where these settings make it listen. */
export function addressOf(given: string | undefined, settings: Variables): URL {
  if (given !== undefined) return readAddress(given);
  const { HTTP_HOST = '127.0.0.1', HTTP_PORT = '3000', BASE_PATH = '/' } = settings;
  const path = BASE_PATH.endsWith('/') ? BASE_PATH : `${BASE_PATH}/`;
  return new URL(`http://${reachable(HTTP_HOST)}:${HTTP_PORT}${path}`);
}

function readAddress(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new BackupFault(`${given} is no address such as http://127.0.0.1:3000/`);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** A host that one can connect to: who listens everywhere is here too. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Has the running backend make a backup, however long that takes. Throws BackupFault. */
export async function orderBackup(address: URL): Promise<BackupReport> {
  const { status, text } = await post(new URL('api/backup', address));
  const answer = readJson(text);
  if (status === 201 && isReport(answer)) return answer;
  throw new BackupFault(
    `the backend at ${address.href} made no backup: ${messageOf(answer) ?? `HTTP ${status}`}`,
  );
}

function post(url: URL): Promise<{ status: number; text: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(new BackupFault(explain(url, error)));
    request(url, { method: 'POST', headers }, (answer) => void readText(answer).then(resolve, failed))
      .on('error', failed)
      .end('{}');
  });
}

async function readText(answer: IncomingMessage): Promise<{ status: number; text: string }> {
  const parts: Buffer[] = [];
  for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
  return { status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() };
}

function explain({ origin }: URL, error: NodeJS.ErrnoException): string {
  if (error.code !== 'ECONNREFUSED') return `the backend at ${origin} cannot be asked: ${error.message}`;
  return `nothing runs at ${origin}: start it, or say where it is: npm run backup -- http://host:port/`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isReport(answer: unknown): answer is BackupReport {
  const numbers = ['bytes', 'readings', 'series', 'devices'];
  if (typeof answer !== 'object' || answer === null || !('name' in answer)) return false;
  return (
    typeof answer.name === 'string' && numbers.every((name) => typeof Reflect.get(answer, name) === 'number')
  );
}

function messageOf(answer: unknown): string | undefined {
  const error: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'error') : undefined;
  const message: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : undefined;
  return typeof message === 'string' ? message : undefined;
}
