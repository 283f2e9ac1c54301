import type { Alert, PageNotice } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { AlertsStore } from './alerts-store';
import { NOON, anAlert } from './testing';

describe('the open alerts', () => {
  let store: AlertsStore;
  const told = (alerts: Alert[], full = false, cursor = 'c'): void => {
    store.takeAlerts({ cursor, time: NOON, full, alerts });
  };
  const ids = (): string[] => [...store.alerts().keys()];

  beforeEach(() => {
    store = TestBed.inject(AlertsStore);
  });

  it('are not known before the line has told all of them', () => {
    expect(store.loaded()).toBe(false);
    told([], true);
    expect(store.loaded()).toBe(true);
  });

  it('are a full list in several events, then what changes', () => {
    told([anAlert('gone')], true);
    told([anAlert('a')], true);
    told([anAlert('b')]);
    expect(ids()).toEqual(['a', 'b']);
    told([anAlert('a', { state: 'resolved' })]);
    expect(ids()).toEqual(['b']);
    expect(store.resolved().map(({ id }) => id)).toEqual(['a']);
  });

  it('say what a full list no longer names as resolved', () => {
    told([anAlert('a'), anAlert('b')], true);
    told([anAlert('b')], true);
    expect(store.resolved().map(({ id }) => id)).toEqual(['a']);
  });

  it('go on after the last event, and begin anew after a line that has no cursor', () => {
    told([], true, 'x1');
    expect(store.alertCursor).toBe('x1');
    told([], true, '');
    expect(store.alertCursor).toBeUndefined();
  });

  it('keep what is newer than the answer to an action', () => {
    told([anAlert('a', { updatedAt: NOON + 5, flapping: true })], true);
    store.put(anAlert('a', { updatedAt: NOON }));
    expect(store.alerts().get('a')?.flapping).toBe(true);
    store.put(anAlert('a', { updatedAt: NOON + 6, state: 'resolved' }));
    expect(ids()).toEqual([]);
  });

  it('stand by urgency, acknowledged ones too; pending ones are not open yet', () => {
    told(
      [
        anAlert('info', { severity: 'info' }),
        anAlert('bad'),
        anAlert('pending', { state: 'pending' }),
        anAlert('seen', { severity: 'warning', acknowledged: { by: 'Kim', at: NOON, note: '' } }),
        anAlert('resting', { snoozedUntil: NOON + 60_000 }),
      ],
      true,
    );
    expect(store.open().map(({ id }) => id)).toEqual(['bad', 'seen', 'info']);
    expect(store.census().get('critical')).toBe(1);
  });

  it('give each device its worst, one that somebody looks after too', () => {
    told(
      [
        anAlert('a', { severity: 'info' }),
        anAlert('b', { severity: 'warning', acknowledged: { by: 'Kim', at: NOON, note: '' } }),
        anAlert('c', { uid: null }),
        anAlert('d', { uid: 'u-2', state: 'pending' }),
      ],
      true,
    );
    expect([...store.worstByDevice()].map(([uid, { id }]) => [uid, id])).toEqual([['u-cold-01', 'b']]);
  });

  it('hand each notice to who listens, until he does no more', () => {
    const heard: string[] = [];
    const notice = (id: string): PageNotice => ({ id, event: 'firing', time: NOON, alerts: [] });
    const stop = store.onTold(({ id }) => heard.push(id));
    store.takeTold(notice('1'));
    stop();
    store.takeTold(notice('2'));
    expect(heard).toEqual(['1']);
  });
});
