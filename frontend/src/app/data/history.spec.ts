import { TestBed } from '@angular/core/testing';
import type { HistorySeries } from '@sensorium/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AnswerCache } from './answer-cache';
import { History } from './history';
import { pastOf } from './past';

const TIME = 1_000_000;

function answerOf(metric: string, over: Partial<HistorySeries> = {}): HistorySeries {
  return {
    device: 'hall/1',
    uid: 'u-1',
    metric,
    unit: null,
    kind: 'number',
    from: 0,
    to: 10,
    stored: 2,
    returned: 2,
    before: null,
    after: null,
    gaps: [],
    t: [1, 2],
    v: [10, 20],
    ...over,
  };
}

describe('the history client', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** Answers every series that is asked for. */
  function serve(): string[] {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: URL) => {
      asked.push(url.search);
      const names = url.searchParams
        .getAll('series')
        .map((name) => decodeURIComponent(name.split('/')[1] ?? ''));
      return Promise.resolve(Response.json({ time: TIME, series: names.map((name) => answerOf(name)) }));
    });
    return asked;
  }
  const name = (metric: string): string => `hall%2F1/${encodeURIComponent(metric)}`;

  it('asks for several series at once, each named as in addresses', async () => {
    const asked = serve();
    const wish = { names: [name('in/a'), name('b')], from: 0.4, to: TIME, width: 800.2 };
    const answers = await TestBed.inject(History).read(wish);
    expect(answers.map(({ metric }) => metric)).toEqual(['in/a', 'b']);
    expect(asked).toEqual([
      `?from=0&to=${TIME}&series=hall%252F1%2Fin%252Fa&series=hall%252F1%2Fb&width=800`,
    ]);
  });

  it('remembers ranges that are over, series by series, and no others', async () => {
    const asked = serve();
    const history = TestBed.inject(History);
    const over = { from: 0, to: 10, width: 800 };
    await history.read({ ...over, names: [name('a')] });
    const both = await history.read({ ...over, names: [name('b'), name('a')] });
    expect([asked.length, asked[1]?.includes('%2Fa'), both.map(({ metric }) => metric)]).toEqual([
      2,
      false,
      ['b', 'a'],
    ]);
    await history.read({ ...over, names: [name('a'), name('b')] });
    expect(asked.length).toBe(2);
    await history.read({ ...over, width: 400, names: [name('a')] });
    const present = { from: 0, to: TIME, width: 800, names: [name('a')] };
    await history.read(present);
    await history.read(present);
    expect(asked.length).toBe(5);
  });

  it('divides what would be too long an address', async () => {
    const asked = serve();
    const names = Array.from({ length: 100 }, (_, i) => name(`m${i}`));
    const answers = await TestBed.inject(History).read({ names, from: 0, to: 10, width: 10 });
    expect([asked.length, answers.length, answers[99]?.metric]).toEqual([3, 100, 'm99']);
  });

  it.each([
    [
      () => new Response('{"error":{"code":"unavailable","message":"paused"}}', { status: 503 }),
      'unavailable',
    ],
    [() => new Response('{"series":1}'), 'bad-answer'],
  ])('names what went wrong', async (respond, code) => {
    vi.stubGlobal('fetch', () => Promise.resolve(respond()));
    const reading = TestBed.inject(History).read({ names: [name('a')], from: 0, to: 10, width: 10 });
    await expect(reading).rejects.toMatchObject({ code });
  });

  it('gives the address of the same as CSV', () => {
    const address = TestBed.inject(History).csvAddress({ names: [name('a')], from: 0.2, to: 9.8 });
    expect(address.endsWith('api/history/export.csv?from=0&to=10&series=hall%252F1%2Fa')).toBe(true);
  });
});

describe('kept answers', () => {
  it('go when they are old, or the longest unused', () => {
    let now = 0;
    const cache = new AnswerCache(2, () => now);
    cache.set('a', answerOf('a'));
    cache.set('b', answerOf('b'));
    expect(cache.get('a')?.metric).toBe('a');
    cache.set('c', answerOf('c'));
    expect([cache.get('b'), cache.get('a')?.metric, cache.size]).toEqual([undefined, 'a', 2]);
    now = 300_001;
    expect([cache.get('a'), cache.size]).toEqual([undefined, 1]);
  });
});

describe('an answer as points', () => {
  it('has states as numbers, and is exact only with all samples of a number', () => {
    const code = (text: string): number => text.length;
    const states = answerOf('door', { kind: 'boolean', v: [true, false], before: { t: 0, v: true } });
    expect(pastOf(states, code)).toMatchObject({ v: [1, 0], before: [0, 1], exact: false });
    const texts = answerOf('mode', { kind: 'text', v: ['a', 'bbb'], after: { t: 9, v: 'cc' } });
    expect(pastOf(texts, code)).toMatchObject({ v: [1, 3], after: [9, 2], exact: false });
    expect(pastOf(answerOf('x'), code).exact).toBe(true);
    expect(pastOf(answerOf('x', { stored: 3 }), code).exact).toBe(false);
  });
});
