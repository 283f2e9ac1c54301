import type { Notice, Poll } from '@sensorium/contracts';
import { EventSourceParser, type ServerSentEvent } from './event-source-parser';
import { batchOf, faultOf, liveAddress, Refused, untilStopped } from './http-lane';
import type { LaneRun, LaneSink } from './lane-run';

/**
 * HTTP streaming: one answer that never ends, of server-sent events. Read by fetch, since EventSource does not tell
 * why it failed.
 */
export function streamLane(base: string): LaneRun {
  return (order, sink) =>
    untilStopped(sink, async (signal) => {
      const { series, lane, cursor } = order;
      sink.asked();
      const address = liveAddress(base, 'stream', { series, lane, cursor, tickMs: '0' });
      const headers = { accept: 'text/event-stream' };
      const response = await fetch(address, { signal, headers, cache: 'no-store' });
      if (!response.ok || !response.body) throw new Refused(await faultOf(response));
      sink.opened();
      await read(response.body, cursor, sink, signal);
      throw new Refused({ code: 'closed', message: '' });
    });
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  from: string | null,
  sink: LaneSink,
  signal: AbortSignal,
): Promise<void> {
  const parser = new EventSourceParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let cursor = from;
  while (true) {
    const { done, value } = await reader.read();
    if (done || signal.aborted) return;
    for (const event of parser.feed(value)) cursor = take(event, cursor, sink);
  }
}

/** Gives the cursor to go on from. */
function take({ type, data }: ServerSentEvent, cursor: string | null, sink: LaneSink): string {
  if (type !== 'message') throw new Refused(JSON.parse(data) as Notice);
  const poll = JSON.parse(data) as Poll;
  sink.took(batchOf(poll, cursor));
  return poll.cursor;
}
