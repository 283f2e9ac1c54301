import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiFault } from './api';

describe('Api', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function answer(status: number, body: string): ReturnType<typeof vi.fn> {
    const fetching = vi.fn(() => Promise.resolve(new Response(body === '' ? null : body, { status })));
    vi.stubGlobal('fetch', fetching);
    return fetching;
  }
  async function faultOf(request: Promise<unknown>): Promise<ApiFault> {
    const fault = await request.catch((error: unknown) => error);
    if (fault instanceof ApiFault) return fault;
    throw new Error('there was no fault');
  }
  const api = (): Api => TestBed.inject(Api);

  it('sends JSON to a path below the page and gives the body', async () => {
    const fetching = answer(200, '{"name":"A"}');
    expect(await api().patchJson('api/devices/u-1', { name: 'A' })).toEqual({ name: 'A' });
    const [url, init] = fetching.mock.calls[0] as [URL, RequestInit];
    expect(url.href).toBe(new URL('api/devices/u-1', document.baseURI).href);
    expect([init.method, init.body]).toEqual(['PATCH', '{"name":"A"}']);
  });

  it('sends a file as it is, with its own type', async () => {
    const fetching = answer(200, '{}');
    const file = new Blob(['time,device\n']);
    const { signal } = new AbortController();
    await api().postFile('api/x', file, 'text/csv', signal);
    const [, init] = fetching.mock.calls[0] as [URL, RequestInit];
    expect(init.body).toBe(file);
    expect(init.signal).toBe(signal);
    expect(init.headers).toMatchObject({ 'content-type': 'text/csv' });
  });

  it('gives nothing for an empty answer', async () => {
    answer(200, '');
    expect(await api().deleteJson('api/devices/u-1')).toBeUndefined();
  });

  it('says what the server said', async () => {
    const details = [{ path: 'name', message: 'too long' }];
    answer(400, JSON.stringify({ error: { code: 'bad-request', message: 'No.', details, requestId: 'r' } }));
    const fault = await faultOf(api().postJson('api/x', {}));
    expect([fault.code, fault.message, fault.details]).toEqual(['bad-request', 'No.', details]);
  });

  it('makes a fault of answers that are none of ours', async () => {
    answer(502, '<html>Bad gateway</html>');
    expect((await faultOf(api().getJson('api/x'))).code).toBe('bad-answer');
    answer(200, 'hello');
    expect((await faultOf(api().getJson('api/x'))).code).toBe('bad-answer');
    answer(200, '{"a":1}');
    const isList = (body: unknown): body is unknown[] => Array.isArray(body);
    expect((await faultOf(api().getJson('api/x', isList))).code).toBe('bad-answer');
  });

  it('makes a fault of silence', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect((await faultOf(api().getJson('api/x'))).code).toBe('no-answer');
  });
});
