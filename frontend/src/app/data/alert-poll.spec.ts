import type { Alert, AlertList, AlertsEvent, PageNotice } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALERTS_EVERY_MS, AlertPoll } from './alert-poll';
import { NOON, anAlert } from './testing';

describe('alerts that are asked for', () => {
  let answers: (AlertList | Error)[];
  let events: AlertsEvent[];
  let notices: PageNotice[];
  let asked: string[];
  let poll: AlertPoll;

  const page = (alerts: Alert[], next: string | null = null): AlertList => ({ alerts, next });

  beforeEach(() => {
    vi.useFakeTimers();
    answers = [];
    events = [];
    notices = [];
    asked = [];
    poll = new AlertPoll(
      (path) => {
        asked.push(path);
        const answer = answers.shift() ?? page([]);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      (event, payload) => {
        if (event === 'alert') events.push(payload as AlertsEvent);
        if (event === 'told') notices.push(payload as PageNotice);
      },
      () => NOON,
    );
  });
  afterEach(() => {
    poll.stop();
    vi.useRealTimers();
  });

  it('come as one full list of all pages', async () => {
    answers = [page([anAlert('a')], 'x/1'), page([anAlert('b')])];
    poll.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(events).toMatchObject([{ full: true, cursor: '', alerts: [{ id: 'a' }, { id: 'b' }] }]);
    expect(asked[1]).toContain('cursor=x%2F1');
  });

  it('are told of once they fire, not those that were there at the beginning', async () => {
    answers = [page([anAlert('a')]), page([anAlert('a'), anAlert('b', { severity: 'info' }), anAlert('c')])];
    poll.start();
    await vi.advanceTimersByTimeAsync(2 * ALERTS_EVERY_MS);
    expect(notices.map(({ event, alerts }) => [event, alerts.map(({ id }) => id)])).toEqual([
      ['firing', ['c', 'b']],
    ]);
  });

  it('are asked for again after an answer that failed', async () => {
    answers = [new Error('away'), page([anAlert('a')])];
    poll.start();
    await vi.advanceTimersByTimeAsync(ALERTS_EVERY_MS);
    expect(events).toHaveLength(1);
  });

  it('are asked for no more once the line is gone', async () => {
    poll.start();
    await vi.advanceTimersByTimeAsync(0);
    poll.stop();
    await vi.advanceTimersByTimeAsync(5 * ALERTS_EVERY_MS);
    expect(asked).toHaveLength(1);
  });
});
