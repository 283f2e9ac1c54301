import type { Backup } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiFault } from '../../data/api';
import { NOON } from '../../data/testing';
import { Backups } from './backups';

function aBackup(name: string): Backup {
  return { name, at: NOON, bytes: 1000, readings: 10, series: 2, devices: 1 };
}

describe('backups', () => {
  const postJson = vi.fn<(path: string) => Promise<Backup>>();
  let backups: Backups;

  beforeEach(() => {
    postJson.mockReset();
    const getJson = () => Promise.resolve({ backups: [aBackup('old')], next: null });
    TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: { getJson, postJson } }] });
    backups = TestBed.inject(Backups);
  });

  it('are made one at a time, and the new one stands first', async () => {
    await backups.read();
    const answer = Promise.withResolvers<Backup>();
    postJson.mockReturnValue(answer.promise);
    const made = backups.make();
    void backups.make();
    expect(backups.running()).not.toBeNull();
    answer.resolve(aBackup('new'));
    await made;
    expect(postJson).toHaveBeenCalledExactlyOnceWith('api/backup', {});
    expect(backups.running()).toBeNull();
    expect(backups.made()?.name).toBe('new');
    expect(backups.list()?.map(({ name }) => name)).toEqual(['new', 'old']);
  });

  it('say why one was not made', async () => {
    await backups.read();
    postJson.mockRejectedValue(new ApiFault('unavailable', 'history is paused'));
    await backups.make();
    expect([backups.fault()?.message, backups.made(), backups.running()]).toEqual([
      'history is paused',
      null,
      null,
    ]);
    expect(backups.list()).toHaveLength(1);
  });
});
