import type { Browser, CDPSession, Page } from '@playwright/test';
import { get } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { pause } from './measure/clock.ts';
import type { Outcome } from './report/outcome.ts';
import type { Table } from './report/table.ts';
import { Backend } from './stage/backend.ts';
import { FIRST_READING, openBrowser } from './stage/browser.ts';

/** All that a browser fetches for the first page with one device on it, as the real backend sends it. */

const BUDGET_BYTES = 250_000;

/** What comes later than this after the first reading is not the first page. */
const QUIET_MS = 1_500;

/** One fetched file, in bytes. */
interface Fetched {
  path: string;
  encoding: string;
  /** On the wire, with headers. */
  transferred: number;
  raw: number;
  gzip: number;
  brotli: number;
}

export async function run(): Promise<Outcome> {
  await using backend = await Backend.start({});
  await giveOneReading(backend.url);
  const browser = await openBrowser();
  try {
    return outcomeOf(await fetchedBy(browser, backend.url));
  } finally {
    await browser.close();
  }
}

async function giveOneReading(url: string): Promise<void> {
  const answer = await fetch(new URL('api/ingest/cold-01', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"temperature":-18.4}',
  });
  if (!answer.ok) throw new Error(`the reading was not taken: ${answer.status}`);
}

async function fetchedBy(browser: Browser, url: string): Promise<Fetched[]> {
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  const transfers = await recordTransfers(session);
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('requestfinished', (request) => {
    bodies.set(request.url(), bodyOf(request.response()));
  });
  const workers = await noteWorkers(page);
  await page.goto(url);
  await page.locator(FIRST_READING).first().waitFor();
  await pause(QUIET_MS);
  const files = [...transfers.values()].filter(({ url: from }) => from.startsWith(url));
  const seen = Promise.all(
    files.map(async ({ url: from, encoding, bytes }) => {
      const body = (await bodies.get(from)) ?? Buffer.alloc(0);
      return {
        path: from.slice(url.length - 1),
        encoding,
        transferred: bytes,
        raw: body.length,
        gzip: gzipSync(body, { level: 9 }).length,
        brotli: brotliCompressSync(body).length,
      };
    }),
  );
  return [...(await seen), ...(await Promise.all((await workers()).map(fetchAsBrowser)))];
}

/** Addresses of the shared workers that the page starts: the protocol of its tab does not see their transfers. */
async function noteWorkers(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const started: string[] = [];
    Object.assign(globalThis, { started });
    globalThis.SharedWorker = class extends SharedWorker {
      constructor(script: string | URL, options?: string | WorkerOptions) {
        super(script, options);
        started.push(new URL(script, document.baseURI).href);
      }
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { started: string[] }).started);
}

/** One file as a browser that takes brotli gets it, counted on the socket with all headers. */
function fetchAsBrowser(url: string): Promise<Fetched> {
  const { promise, resolve, reject } = Promise.withResolvers<Fetched>();
  get(url, { headers: { 'accept-encoding': 'br', connection: 'close' } }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const encoding = answer.headers['content-encoding'] ?? 'none';
      const sent = Buffer.concat(chunks);
      const body = encoding === 'br' ? brotliDecompressSync(sent) : sent;
      resolve({
        path: new URL(url).pathname,
        encoding,
        transferred: answer.socket.bytesRead,
        raw: body.length,
        gzip: gzipSync(body, { level: 9 }).length,
        brotli: brotliCompressSync(body).length,
      });
    });
  }).on('error', reject);
  return promise;
}

async function bodyOf(response: Promise<{ body: () => Promise<Buffer> } | null>): Promise<Buffer> {
  return (await (await response)?.body()) ?? Buffer.alloc(0);
}

interface Transfer {
  url: string;
  encoding: string;
  bytes: number;
}

/** Bytes on the wire by request, of all but sockets. */
async function recordTransfers(session: CDPSession): Promise<Map<string, Transfer>> {
  const transfers = new Map<string, Transfer>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const headers = new Map(
      Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    transfers.set(requestId, {
      url: response.url,
      encoding: headers.get('content-encoding') ?? 'none',
      bytes: 0,
    });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = transfers.get(requestId);
    if (transfer) transfer.bytes = encodedDataLength;
  });
  await session.send('Network.enable');
  return transfers;
}

function outcomeOf(files: readonly Fetched[]): Outcome {
  const sum = (field: 'transferred' | 'raw' | 'gzip' | 'brotli') =>
    files.reduce((total, file) => total + file[field], 0);
  const totals = {
    transferred: sum('transferred'),
    raw: sum('raw'),
    gzip: sum('gzip'),
    brotli: sum('brotli'),
  };
  const holds = totals.transferred <= BUDGET_BYTES;
  return {
    runs: files,
    medians: [totals],
    tables: [fileTable(files, totals)],
    verdicts: [
      {
        claim: `the first page is at most ${BUDGET_BYTES / 1_000} kB as it is sent`,
        measured: `${(totals.transferred / 1_000).toFixed(1)} kB`,
        holds,
      },
    ],
    notes: [
      'sent: bytes on the wire with headers, the shared worker included; gzip and brotli: the same files at level 9 and 11',
      `with the best of both everywhere it would be ${(bestOf(files) / 1_000).toFixed(1)} kB`,
    ],
    exitCode: holds ? 0 : 1,
  };
}

function bestOf(files: readonly Fetched[]): number {
  return files.reduce((sum, { raw, gzip, brotli }) => sum + Math.min(raw, gzip, brotli), 0);
}

function fileTable(files: readonly Fetched[], totals: Omit<Fetched, 'path' | 'encoding'>): Table {
  const row = ({ path, encoding, transferred, raw, gzip, brotli }: Fetched) => [
    path,
    encoding,
    transferred,
    raw,
    gzip,
    brotli,
  ];
  const sorted = files.toSorted((a, b) => b.transferred - a.transferred);
  return {
    title: 'What the browser fetches for the first page, bytes',
    head: ['file', 'encoding', 'sent', 'raw', 'gzip', 'brotli'],
    rows: [...sorted, { path: 'all', encoding: '', ...totals }].map(row),
  };
}
