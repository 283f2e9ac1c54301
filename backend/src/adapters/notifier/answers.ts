import type { Sent } from '../../ports/notifier.js';
import { RefusedAddress } from './safe-address.js';

/** Longest answer in words, characters. */
const ANSWER_MAX = 500;

/** No service makes us wait longer than notices are tried. */
const RETRY_AFTER_MAX_MS = 86_400_000;

/** HTTP answers that may be others later, beside 5xx: time-out, too early (RFC 8470), too many requests (RFC 6585). */
const LATER = new Set([408, 425, 429]);

/** Faults of connections by their code, in words. */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'its name cannot be resolved'],
  ['EAI_AGAIN', 'its name cannot be resolved now'],
  ['ECONNREFUSED', 'it refuses the connection'],
  ['ECONNRESET', 'it broke the connection off'],
  ['EPIPE', 'it broke the connection off'],
  ['UND_ERR_SOCKET', 'it broke the connection off'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ENETUNREACH', 'there is no way to its network'],
  ['ETIMEDOUT', 'it did not answer in time'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it did not answer in time'],
  ['UND_ERR_ABORTED', 'it did not answer in time'],
  ['ABORT_ERR', 'it did not answer in time'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is signed by an authority that is not known here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is signed by an authority that is not known here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is signed by an authority that is not known here'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
]);

/** One answer of a web service; `body` is cut at a bound. */
export interface Answer {
  status: number;
  retryAfter: string | undefined;
  /** Host of a redirect, which is not followed. */
  location: string | undefined;
  body: string;
}

/** What an HTTP answer means for a notice: 2xx is done, 408, 425, 429 and 5xx are worth another try, all else is not. */
export function sentOf(answer: Answer, now: number): Sent {
  const { status } = answer;
  const outcome = status >= 200 && status < 300 ? 'ok' : isLater(status) ? 'retryable' : 'fatal';
  const wait = retryAfterMs(answer.retryAfter, now);
  return {
    outcome,
    answer: wordsOf(answer),
    ...(outcome === 'retryable' && wait !== undefined ? { retryAfterMs: wait } : {}),
  };
}

function isLater(status: number): boolean {
  return LATER.has(status) || status >= 500;
}

function wordsOf({ status, location, body }: Answer): string {
  if (status >= 300 && status < 400)
    return `HTTP ${status}: a redirect${location === undefined ? '' : ` to ${location}`}, which is not followed; enter the final address`;
  return clean(body === '' ? `HTTP ${status}` : `HTTP ${status}: ${body}`);
}

/** Retry-After (RFC 9110 section 10.2.3), seconds or a date, in ms from `now`; undefined if it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(Math.ceil(ms), 0), RETRY_AFTER_MAX_MS) : undefined;
}

/** A fault on the way to `host` as an outcome: a refused address is for ever, all else worth another try. */
export function sentOfFault(error: unknown, host: string): Sent {
  if (error instanceof RefusedAddress) return { outcome: 'fatal', answer: clean(error.message) };
  if (codeOf(error) === 'UND_ERR_INVALID_ARG') return { outcome: 'fatal', answer: faultWords(error, host) };
  return { outcome: 'retryable', answer: faultWords(error, host) };
}

/** A fault of a connection in words, which name the host and nothing else of an address. */
export function faultWords(error: unknown, host: string): string {
  if (error instanceof RefusedAddress) return clean(error.message);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  if (first instanceof Error && (first.name === 'TimeoutError' || first.name === 'AbortError'))
    return `${host}: it did not answer in time`;
  const code = codeOf(first);
  const words = code === undefined ? undefined : FAULTS.get(code);
  return clean(`${host}: ${words ?? (first instanceof Error ? first.message : String(first))}`);
}

function codeOf(error: unknown): string | undefined {
  const { code, cause } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return code ?? (cause instanceof Error ? codeOf(cause) : undefined);
}

/** One line of at most 500 characters, without control characters. */
export function clean(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length <= ANSWER_MAX ? line : `${line.slice(0, ANSWER_MAX - 1)}…`;
}

/** `text` with each of the secrets, and what they are written as in a URL, replaced by dots; also where a cut ends it. */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(spellings)
    .reduce((line, secret) => withoutTail(line.replaceAll(secret, DOTS), secret), text);
}

const DOTS = '•••';

/** Shortest part of a secret that is worth hiding. */
const PART_MIN = 4;

/** `line` without the beginning of a secret that was cut off with the rest of the line. */
function withoutTail(line: string, secret: string): string {
  if (!line.endsWith('…')) return line;
  const kept = line.slice(0, -1);
  for (let length = Math.min(secret.length, kept.length); length >= PART_MIN; length -= 1)
    if (kept.endsWith(secret.slice(0, length))) return `${kept.slice(0, -length)}${DOTS}…`;
  return line;
}

/** A secret as it may come back: itself, percent-encoded, and of a URL the path and the query. */
function spellings(secret: string): string[] {
  const parts = URL.canParse(secret) ? [new URL(secret).pathname, new URL(secret).search] : [];
  return [secret, encodeURIComponent(secret), ...parts].filter((part) => part.length >= PART_MIN);
}
