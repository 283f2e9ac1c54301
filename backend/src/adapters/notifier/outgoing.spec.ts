import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultWords, retryAfterMs, sentOf, sentOfFault } from './answers.js';
import { Outgoing } from './outgoing.js';
import { RefusedAddress, SafeAddresses, type Lookup } from './safe-address.js';
import { Steps } from './steps.js';
import { httpSink, selfSigned, trust } from './testing.js';

function outgoing(lookup?: Lookup, timeMs?: number): Outgoing {
  return new Outgoing(new SafeAddresses(true, lookup), timeMs);
}

function post(url: string) {
  return { method: 'POST' as const, url, headers: { 'content-type': 'text/plain' }, body: 'hello' };
}

describe('Outgoing', () => {
  it('sends, and tells each step', async () => {
    const sink = await httpSink();
    const steps = new Steps();
    const answer = await outgoing().send(post(`${sink.url}/hook?x=1`), steps);
    expect(answer).toMatchObject({ status: 200, body: 'ok' });
    expect(sink.taken[0]).toMatchObject({ method: 'POST', path: '/hook?x=1', body: Buffer.from('hello') });
    expect(steps.list.map(({ step, ok }) => [step, ok])).toEqual([
      ['resolve', true],
      ['connect', true],
      ['send', true],
    ]);
    expect(steps.list[1]?.detail).toBe(`127.0.0.1:${sink.port}, not encrypted`);
  });

  it('follows no redirect', async () => {
    const target = await httpSink();
    const sink = await httpSink((_request, response) => {
      response.writeHead(302, { location: `${target.url}/secret-path` }).end();
    });
    const answer = await outgoing().send(post(sink.url), new Steps());
    const sent = sentOf(answer, 0);
    expect(sent.outcome).toBe('fatal');
    expect(sent.answer).toContain(`redirect to 127.0.0.1:${target.port}`);
    expect(sent.answer).not.toContain('secret-path');
    expect(target.taken).toEqual([]);
  });

  it('connects to the address that was checked, whatever the name resolves to next', async () => {
    const sink = await httpSink();
    const answers = ['127.0.0.1', '169.254.169.254', '10.255.255.1'];
    let asked = 0;
    const changing: Lookup = () => Promise.resolve([{ address: answers[asked++] ?? '', family: 4 }]);
    const sending = outgoing(changing);
    const steps = new Steps();
    await expect(sending.send(post(`http://rebinding.example:${sink.port}/`), steps)).resolves.toMatchObject({
      status: 200,
    });
    expect(asked).toBe(1);
    expect(sink.taken[0]?.headers.host).toBe(`rebinding.example:${sink.port}`);
    await expect(sending.send(post(`http://rebinding.example:${sink.port}/`), steps)).rejects.toBeInstanceOf(
      RefusedAddress,
    );
    expect(sink.taken).toHaveLength(1);
  });

  it('tries the next checked address where one does not answer', async () => {
    const sink = await httpSink();
    const two: Lookup = () =>
      Promise.resolve([
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    await expect(
      outgoing(two).send(post(`http://two.example:${sink.port}/`), new Steps()),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('speaks HTTPS only with whom it means', async () => {
    const pair = selfSigned();
    const sink = await httpSink(undefined, pair);
    const steps = new Steps();
    const error: unknown = await outgoing()
      .send(post(sink.url), steps)
      .catch((one: unknown) => one);
    expect(sentOfFault(error, 'localhost')).toEqual({
      outcome: 'retryable',
      answer: 'localhost: its certificate is self-signed',
    });
    expect(steps.list.at(-1)).toMatchObject({ step: 'connect', ok: false });
    trust(pair);
    const trusted = new Steps();
    await expect(outgoing().send(post(sink.url), trusted)).resolves.toMatchObject({ status: 200 });
    expect(trusted.list[1]?.detail).toMatch(/, TLSv1\.3$/);
    const renamed: Lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const other: unknown = await outgoing(renamed)
      .send(post(`https://other.example:${sink.port}/`), new Steps())
      .catch((one: unknown) => one);
    expect(sentOfFault(other, 'other.example').answer).toBe(
      'other.example: its certificate is for another name',
    );
    expect(sink.taken).toHaveLength(1);
  });

  it('refuses loopback without asking it', async () => {
    const sink = await httpSink();
    const strict = new Outgoing(new SafeAddresses(false));
    for (const host of [
      '127.0.0.1',
      'localhost',
      '0x7f.1',
      '2130706433',
      '[::ffff:127.0.0.1]',
      'localhost.',
    ]) {
      const error: unknown = await strict
        .send(post(`http://${host}:${sink.port}/`), new Steps())
        .catch((one: unknown) => one);
      expect(sentOfFault(error, host)).toMatchObject({ outcome: 'fatal' });
    }
    expect(sink.taken).toEqual([]);
  });

  it.each(['ftp://host/', 'file:///etc/passwd', 'http://user:word@host/', 'nonsense'])(
    'has a fault for %s',
    (url) => {
      expect(outgoing().fault(url)).toBeTypeOf('string');
    },
  );

  it('ends in time when the answer comes drop by drop', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      const drops = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => {
        clearInterval(drops);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const error: unknown = await outgoing(undefined, 300)
      .send(post(`http://127.0.0.1:${port}/`), new Steps())
      .catch((one: unknown) => one);
    expect(sentOfFault(error, 'slow')).toEqual({
      outcome: 'retryable',
      answer: 'slow: it did not answer in time',
    });
  });

  it('ends in time when the name does not resolve', async () => {
    const never: Lookup = () => new Promise(() => undefined);
    const error: unknown = await outgoing(never, 50)
      .send(post('http://never.example/'), new Steps())
      .catch((one: unknown) => one);
    expect(sentOfFault(error, 'never.example').outcome).toBe('retryable');
  });

  it('reads at most 64 KiB of an answer', async () => {
    const sink = await httpSink((_request, response) => {
      response.end(Buffer.alloc(1_000_000, 'y'));
    });
    const { body } = await outgoing().send(post(sink.url), new Steps());
    expect(body).toHaveLength(65_536);
    expect(sentOf({ status: 200, retryAfter: undefined, location: undefined, body }, 0).answer).toHaveLength(
      500,
    );
  });

  it('says what is wrong with a connection that is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const steps = new Steps();
    const error: unknown = await outgoing()
      .send(post(`http://127.0.0.1:${port}/`), steps)
      .catch((one: unknown) => one);
    expect(faultWords(error, 'here')).toBe('here: it refuses the connection');
    expect(steps.list.at(-1)).toMatchObject({ step: 'connect', ok: false });
  });
});

describe('sentOf', () => {
  const answered = (status: number, retryAfter?: string) =>
    sentOf({ status, retryAfter, location: undefined, body: '' }, Date.UTC(2026, 0, 1));

  it.each([
    [200, 'ok'],
    [204, 'ok'],
    [301, 'fatal'],
    [400, 'fatal'],
    [401, 'fatal'],
    [404, 'fatal'],
    [408, 'retryable'],
    [410, 'fatal'],
    [425, 'retryable'],
    [429, 'retryable'],
    [500, 'retryable'],
    [503, 'retryable'],
  ])('takes %i as %s', (status, outcome) => {
    expect(answered(status).outcome).toBe(outcome);
  });

  it('takes over how long the service asks to wait', () => {
    expect(answered(429, '7')).toMatchObject({ retryAfterMs: 7_000 });
    expect(answered(503, 'Thu, 01 Jan 2026 00:00:30 GMT')).toMatchObject({ retryAfterMs: 30_000 });
    expect(answered(400, '7')).not.toHaveProperty('retryAfterMs');
  });

  it.each([
    ['1e9', undefined],
    ['', undefined],
    ['soon', undefined],
    ['99999999', 86_400_000],
  ])('bounds Retry-After %j', (header, ms) => {
    expect(retryAfterMs(header, 0)).toBe(ms);
  });
});
