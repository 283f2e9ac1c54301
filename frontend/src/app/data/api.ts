import { DOCUMENT, Injectable, inject } from '@angular/core';
import type { ErrorBody, ErrorCode } from '@sensorium/contracts';

/** What went wrong: a code of the server, or that no usable answer came. */
export type FaultCode = ErrorCode | 'no-answer' | 'bad-answer';

/** Fields at fault, each with what is wrong with it. */
export type FaultDetails = ErrorBody['error']['details'];

/** Why a request failed. `message`: for people, in English, as the server said it. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';

  constructor(
    readonly code: FaultCode,
    message: string,
    readonly details: FaultDetails = [],
  ) {
    super(message);
  }
}

/** Says whether a body is what the caller expects. */
type Guard<T> = (body: unknown) => body is T;

/**
 * The HTTP side of the server that the page came from. Paths are relative to where the page stands, without a
 * slash in front: `api/devices/u-1`. Every method gives the body of the answer or throws an {@link ApiFault};
 * the body is what the contract says, and checked only where a `guard` is given.
 */
@Injectable({ providedIn: 'root' })
export class Api {
  readonly #base = inject(DOCUMENT).baseURI;

  /** `signal` gives the request up; what it rejects with then is for nobody. */
  getJson<T>(path: string, guard?: Guard<T>, signal?: AbortSignal): Promise<T> {
    return this.#send('GET', path, undefined, guard, signal);
  }

  /** Address of `path` for a link, such as one to a file. */
  addressOf(path: string): string {
    return new URL(path, this.#base).href;
  }

  patchJson<T>(path: string, body: unknown, guard?: Guard<T>): Promise<T> {
    return this.#send('PATCH', path, body, guard);
  }

  postJson<T>(path: string, body: unknown, guard?: Guard<T>, signal?: AbortSignal): Promise<T> {
    return this.#send('POST', path, body, guard, signal);
  }

  putJson<T>(path: string, body: unknown, guard?: Guard<T>): Promise<T> {
    return this.#send('PUT', path, body, guard);
  }

  /** Sends a file as it lies on the disk, piece by piece, as `type`; `signal` cuts it off. */
  postFile<T>(path: string, file: Blob, type: string, signal: AbortSignal): Promise<T> {
    const headers = { accept: 'application/json', 'content-type': type };
    return this.#take(path, { method: 'POST', headers, body: file, signal });
  }

  deleteJson<T>(path: string, guard?: Guard<T>): Promise<T> {
    return this.#send('DELETE', path, undefined, guard);
  }

  #send<T>(method: string, path: string, body: unknown, guard?: Guard<T>, signal?: AbortSignal): Promise<T> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const sent = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
    return this.#take(path, signal ? { ...sent, signal } : sent, guard);
  }

  async #take<T>(path: string, init: RequestInit, guard?: Guard<T>): Promise<T> {
    const response = await this.#fetch(path, init);
    const answer = await bodyOf(response);
    if (!response.ok) throw faultOf(response.status, answer);
    if (guard && !guard(answer)) throw new ApiFault('bad-answer', 'The answer is not what was asked for.');
    return answer as T;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, this.#base), init);
    } catch (error) {
      throw new ApiFault('no-answer', error instanceof Error ? error.message : String(error));
    }
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (!response.ok) return undefined;
    throw new ApiFault('bad-answer', `The answer (${response.status}) is not JSON.`);
  }
}

/** The fault that an error body describes; one from a proxy in between has no such body. */
function faultOf(status: number, body: unknown): ApiFault {
  if (!isErrorBody(body)) return new ApiFault('bad-answer', `The server answered ${status}.`);
  const { code, message, details } = body.error;
  return new ApiFault(code as ErrorCode, message, details);
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  if (typeof error !== 'object' || error === null) return false;
  return 'code' in error && 'message' in error && typeof error.message === 'string';
}
