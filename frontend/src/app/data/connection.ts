/** After so long without a connection it counts as lost. */
export const LOST_AFTER_MS = 10_000;

/** What carries the line: Socket.IO by WebSocket or by long polling, else HTTP as a stream or asked again and again. */
export type Transport = 'websocket' | 'polling' | 'streaming' | 'asking';

/**
 * State of the line to the server. `since`: ms of the viewer's monotonic clock, for durations only; of a live line,
 * when its transport took it over. `attempt`: how many times the page has tried since the line went.
 */
export type Connection =
  | { state: 'connecting'; since: number; attempt: number }
  | { state: 'live'; since: number; transport: Transport }
  | { state: 'reconnecting'; since: number; attempt: number }
  | { state: 'lost'; since: number; attempt: number; everLive: boolean };

export type ConnectionEvent =
  | { type: 'connected'; transport: Transport }
  | { type: 'dropped' }
  | { type: 'attempted' }
  | { type: 'ticked' };

/** The state after `event` at `now`. Returns the same object if nothing changes. */
export function connectionAfter(before: Connection, event: ConnectionEvent, now: number): Connection {
  switch (event.type) {
    case 'connected':
      return before.state === 'live' && before.transport === event.transport
        ? before
        : { state: 'live', since: now, transport: event.transport };
    case 'dropped':
      return before.state === 'live' ? { state: 'reconnecting', since: now, attempt: 0 } : before;
    case 'attempted':
      return before.state === 'live' ? before : { ...before, attempt: before.attempt + 1 };
    case 'ticked':
      return aged(before, now);
  }
}

function aged(before: Connection, now: number): Connection {
  if (before.state === 'live' || before.state === 'lost' || now - before.since < LOST_AFTER_MS) return before;
  const { since, attempt } = before;
  return { state: 'lost', since, attempt, everLive: before.state === 'reconnecting' };
}
