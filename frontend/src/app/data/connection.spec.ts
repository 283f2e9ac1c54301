import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOST_AFTER_MS, connectionAfter, type Connection, type ConnectionEvent } from './connection';

const live: Connection = { state: 'live', since: 0, transport: 'websocket' };

describe('connectionAfter', () => {
  it('goes from live over reconnecting to lost, since the moment of the drop', () => {
    const dropped = connectionAfter(live, { type: 'dropped' }, 100);
    expect(dropped).toEqual({ state: 'reconnecting', since: 100, attempt: 0 });
    const tried = connectionAfter(dropped, { type: 'attempted' }, 600);
    expect(tried).toEqual({ state: 'reconnecting', since: 100, attempt: 1 });
    expect(connectionAfter(tried, { type: 'ticked' }, 100 + LOST_AFTER_MS - 1)).toBe(tried);
    expect(connectionAfter(tried, { type: 'ticked' }, 100 + LOST_AFTER_MS)).toEqual({
      state: 'lost',
      since: 100,
      attempt: 1,
      everLive: true,
    });
  });

  it('is lost, never having been live, when the server does not answer', () => {
    const opening: Connection = { state: 'connecting', since: 0, attempt: 1 };
    expect(connectionAfter(opening, { type: 'ticked' }, LOST_AFTER_MS)).toMatchObject({ everLive: false });
  });

  it('names the transport, and since when it carries the line', () => {
    const polling = connectionAfter(live, { type: 'connected', transport: 'polling' }, 5);
    const climbed = connectionAfter(polling, { type: 'connected', transport: 'websocket' }, 9);
    expect(climbed).toEqual({ state: 'live', since: 9, transport: 'websocket' });
    expect(connectionAfter(climbed, { type: 'connected', transport: 'websocket' }, 12)).toBe(climbed);
  });

  it('keeps the moment of the drop whatever happens until the line is up again', () => {
    const event = fc.constantFrom<ConnectionEvent>(
      { type: 'dropped' },
      { type: 'attempted' },
      { type: 'ticked' },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat(5000))), (steps) => {
        let now = 0;
        let state = connectionAfter(live, { type: 'dropped' }, now);
        for (const [step, ms] of steps) state = connectionAfter(state, step, (now += ms));
        expect(state.since).toBe(0);
        expect(state.state).not.toBe('live');
      }),
    );
  });
});
