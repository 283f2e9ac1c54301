import type { Poll } from '@sensorium/contracts';
import { batchOf, faultOf, liveAddress, Refused, untilStopped } from './http-lane';
import type { LaneOrder, LaneRun, LaneSink } from './lane-run';

/** How long a long poll may wait for the first reading, ms; well below where proxies give up. */
const WAIT_MS = 25_000;

/** Polling: asks again and again, whether or not there is news. What has not changed is answered by 304. */
export function pollLane(base: string): LaneRun {
  return (order, sink) =>
    untilStopped(sink, async (signal) => {
      let { cursor } = order;
      while (!signal.aborted) {
        const rested = rest(order.pollMs(), signal);
        cursor = await ask(address(base, order, cursor, 0), cursor, sink, signal);
        await rested;
      }
    });
}

/** Long polling: the server answers at the first reading, and is asked again at once. */
export function longPollLane(base: string): LaneRun {
  return (order, sink) =>
    untilStopped(sink, async (signal) => {
      let { cursor } = order;
      while (!signal.aborted) cursor = await ask(address(base, order, cursor, WAIT_MS), cursor, sink, signal);
    });
}

function address(base: string, { series, lane }: LaneOrder, cursor: string | null, wait: number): URL {
  return liveAddress(base, 'poll', { series, lane, cursor, wait: wait === 0 ? null : String(wait) });
}

/** One request; gives the cursor to go on from. */
async function ask(
  url: URL,
  cursor: string | null,
  sink: LaneSink,
  signal: AbortSignal,
): Promise<string | null> {
  sink.asked();
  const headers: HeadersInit = cursor === null ? {} : { 'if-none-match': `"${cursor}"` };
  const response = await fetch(url, { signal, headers, cache: 'no-store' });
  if (response.status === 304) {
    sink.opened();
    return cursor;
  }
  if (!response.ok) throw new Refused(await faultOf(response));
  const poll = (await response.json()) as Poll;
  if (signal.aborted) return cursor;
  sink.opened();
  sink.took(batchOf(poll, cursor));
  return poll.cursor;
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
