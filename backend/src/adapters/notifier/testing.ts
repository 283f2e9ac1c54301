import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Notice, NotifierContext } from '../../ports/notifier.js';
import type { StoredChannel } from '../../ports/notify-store.js';
import { sampleNotice } from './sample-notice.js';

export const NO_CONTEXT: NotifierContext = { vapid: null, subscribers: [] };

export interface Taken {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Sink {
  url: string;
  port: number;
  taken: Taken[];
}

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

const OK: Answering = (_request, response) => response.end('ok');

/** A web service on this machine that keeps what it takes; with a certificate by HTTPS. Ends with the test. */
export async function httpSink(answer: Answering = OK, pair?: Pair): Promise<Sink> {
  const taken: Taken[] = [];
  const take: Answering = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      taken.push({ method, path, headers, body: Buffer.concat(chunks) });
      answer(request, response);
    });
  };
  const server = pair ? createTlsServer(pair, take) : createServer(take);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: pair ? `https://localhost:${port}` : `http://127.0.0.1:${port}`, port, taken };
}

/** A key and its certificate, PEM. */
export interface Pair {
  key: string;
  cert: string;
}

/** A certificate for localhost that nobody has signed. */
export function selfSigned(): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'sensorium-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, ...files], { stdio: 'ignore' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

/** Trusts a certificate as if its authority were known, until the test ends. */
export function trust({ cert }: Pair): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => {
    setDefaultCACertificates(before);
  });
}

/** A channel of `type` as it is stored. */
export function channelOf(type: StoredChannel['type'], settings: Record<string, unknown>): StoredChannel {
  return {
    id: 'c1',
    name: 'Channel',
    enabled: true,
    type,
    settings,
    health: null,
    createdAt: 0,
    updatedAt: 0,
  };
}

type AlertOfNotice = Notice['alerts'][number];

/** A notice about `count` alerts, changed by `change`. */
export function noticeOf(count = 1, change: Partial<AlertOfNotice> = {}): Notice {
  const notice = sampleNotice();
  const [alert] = notice.alerts;
  if (!alert) return notice;
  const alerts = Array.from({ length: count }, (_, at) => ({ ...alert, id: `alert-${at}`, ...change }));
  return { ...notice, id: 'notice-1', alerts };
}
