import type { Poll } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LaneBatch, LaneFault, LaneOrder, LaneSink } from './lane-run';
import { longPollLane, pollLane } from './poll-lane';
import { streamLane } from './stream-lane';

const BASE = 'http://here.test/below/';

function answer(cursor: string, over: Partial<Poll> = {}): Poll {
  const readings = [{ device: 'a', metric: 'b', t: 5, value: 1 }];
  return { cursor, time: 9, readings, more: false, reset: false, missed: 0, ...over };
}

describe('the lanes over HTTP', () => {
  const fetched = vi.fn<typeof fetch>();
  let batches: LaneBatch[];
  let faults: LaneFault[];
  let asked: number;
  const order: LaneOrder = { series: 'a/b', lane: 'one', cursor: null, pollMs: () => 0 };
  const sink: LaneSink = {
    asked: () => {
      asked += 1;
    },
    opened: () => undefined,
    took: (batch) => batches.push(batch),
    failed: (fault) => faults.push(fault),
  };

  beforeEach(() => {
    batches = [];
    faults = [];
    asked = 0;
    fetched.mockReset();
    vi.stubGlobal('fetch', fetched);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** Answers these requests one after the other, the next ones never. */
  function willAnswer(...responses: Response[]): void {
    for (const response of responses) fetched.mockResolvedValueOnce(response);
    fetched.mockImplementation(() => new Promise<Response>(() => undefined));
  }

  function addressOf(call: number): URL {
    return fetched.mock.calls[call]?.[0] as URL;
  }

  it('poll again with the cursor, and tell the server what they have', async () => {
    willAnswer(Response.json(answer('c1')), new Response(null, { status: 304 }), Response.json(answer('c2')));
    const stop = pollLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(fetched).toHaveBeenCalledTimes(4);
    });
    stop();
    expect(addressOf(0).href).toBe(`${BASE}api/live/poll?series=a%2Fb&lane=one`);
    expect([1, 2, 3].map((call) => addressOf(call).searchParams.get('cursor'))).toEqual(['c1', 'c1', 'c2']);
    expect(fetched.mock.calls[1]?.[1]?.headers).toEqual({ 'if-none-match': '"c1"' });
    expect(batches.map(({ cursor, begins }) => [cursor, begins])).toEqual([
      ['c1', true],
      ['c2', false],
    ]);
    expect(asked).toBe(4);
  });

  it('let the server wait when they poll for long', async () => {
    willAnswer(Response.json(answer('c1')));
    const stop = longPollLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(fetched).toHaveBeenCalledTimes(2);
    });
    stop();
    expect(addressOf(1).searchParams.get('wait')).toBe('25000');
  });

  it('end with the reason of the server', async () => {
    const error = { code: 'unavailable', message: 'too many are open' };
    willAnswer(Response.json({ error }, { status: 503 }));
    pollLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(faults).toEqual([error]);
    });
  });

  it('end with what a proxy says in its own words', async () => {
    willAnswer(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    pollLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(faults).toEqual([{ code: '502', message: 'Bad Gateway' }]);
    });
  });

  it('say that nobody answered', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    longPollLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(faults).toEqual([{ code: 'no-answer', message: 'Failed to fetch' }]);
    });
  });

  it('say nothing more once they are stopped', async () => {
    let fail: (error: Error) => void = () => undefined;
    fetched.mockImplementation(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    );
    pollLane(BASE)(order, sink)();
    fail(new Error('aborted'));
    await Promise.resolve();
    expect(faults).toEqual([]);
  });

  it('take each event of a stream, and end when it ends', async () => {
    const events = ['c1', 'c2'].map((cursor) => `id: ${cursor}\ndata: ${JSON.stringify(answer(cursor))}\n\n`);
    willAnswer(new Response(`retry: 2000\n\n${events.join('')}`));
    streamLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(faults).toEqual([{ code: 'closed', message: '' }]);
    });
    expect(batches.map(({ cursor, begins }) => [cursor, begins])).toEqual([
      ['c1', true],
      ['c2', false],
    ]);
  });

  it('end with the reason that a stream gives', async () => {
    const notice = { code: 'too-slow', message: 'come back' };
    willAnswer(new Response(`event: too-slow\ndata: ${JSON.stringify(notice)}\n\n`));
    streamLane(BASE)(order, sink);
    await vi.waitFor(() => {
      expect(faults).toEqual([notice]);
    });
  });
});
