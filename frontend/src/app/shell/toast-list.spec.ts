import type { Alert, PageNotice } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { NOON, anAlert } from '../data/testing';
import { NO_TOASTS, mostPressing, stillOpen, withNotice, withoutToast, type ToastList } from './toast-list';

function notice(id: string, alerts: Alert[], event: PageNotice['event'] = 'firing'): PageNotice {
  return { id, event, time: NOON, alerts };
}

function ids({ toasts }: ToastList): string[] {
  return toasts.map(({ id }) => id);
}

describe('the list of toasts', () => {
  it('holds three, newest first, and counts the others', () => {
    const list = ['a', 'b', 'c', 'd', 'e'].reduce(
      (before, id) => withNotice(before, notice(id, [anAlert(id)])),
      NO_TOASTS,
    );
    expect(ids(list)).toEqual(['e', 'd', 'c']);
    expect(list.more).toBe(2);
  });

  it('says of several incidents the worst', () => {
    const info = anAlert('info', { severity: 'info' });
    const list = withNotice(NO_TOASTS, notice('n', [info, anAlert('bad')]));
    expect(list.toasts[0]?.worst.id).toBe('bad');
  });

  it('puts the end of an incident in the place of its beginning', () => {
    const fired = withNotice(NO_TOASTS, notice('n', [anAlert('a')]));
    const solved = withNotice(fired, notice('m', [anAlert('a', { state: 'resolved' })], 'resolved'));
    expect(ids(solved)).toEqual(['m']);
    expect(solved.toasts[0]?.solved).toBe(true);
  });

  it('keeps a group of which only one incident is told again', () => {
    const group = withNotice(NO_TOASTS, notice('n', [anAlert('a'), anAlert('b')]));
    expect(ids(withNotice(group, notice('m', [anAlert('a')])))).toEqual(['m', 'n']);
  });

  it('forgets how many more there were with the last toast', () => {
    const list: ToastList = { ...withNotice(NO_TOASTS, notice('n', [anAlert('a')])), more: 4 };
    expect(withoutToast(list, 'n')).toEqual(NO_TOASTS);
    expect(withoutToast(list, 'other')).toEqual(list);
  });

  it('lets go what somebody looks after, not what says that it is solved', () => {
    const fired = withNotice(NO_TOASTS, notice('n', [anAlert('a')]));
    const both = withNotice(fired, notice('m', [anAlert('b')], 'resolved'));
    expect(ids(stillOpen(both, (id) => id === 'a'))).toEqual(['m', 'n']);
    expect(ids(stillOpen(both, () => false))).toEqual(['m']);
  });

  it('leaves what is critical where there is room for one', () => {
    const first = withNotice(NO_TOASTS, notice('bad', [anAlert('a')]));
    const second = withNotice(first, notice('info', [anAlert('b', { severity: 'info' })]));
    const { toasts } = withNotice(second, notice('solved', [anAlert('c')], 'resolved'));
    expect(mostPressing(toasts, 1).map(({ id }) => id)).toEqual(['bad']);
    expect(mostPressing(toasts, 2).map(({ id }) => id)).toEqual(['info', 'bad']);
    expect(mostPressing(toasts, 3)).toEqual(toasts);
  });

  it('says nothing of a notice without incidents', () => {
    expect(withNotice(NO_TOASTS, notice('n', []))).toBe(NO_TOASTS);
  });
});
