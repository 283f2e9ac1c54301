import type { ImportReport } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiFault } from '../../data/api';
import { NOON } from '../../data/testing';
import { Imports } from './imports';

function aReport(id: string, over: Partial<ImportReport> = {}): ImportReport {
  const counts = { bytes: 10, totalBytes: 100, lines: 3, accepted: 3, rejected: 0, faults: [] };
  return { id, state: 'running', startedAt: NOON, endedAt: null, ...counts, reason: null, ...over };
}

describe('an import', () => {
  /** What the server tells of itself, and the upload that is under way. */
  let told: ImportReport | null;
  let reads: number;
  let upload: { resolve: (report: ImportReport) => void; reject: (fault: ApiFault) => void };
  let imports: Imports;
  const file = new File(['time,device'], 'old.csv');

  beforeEach(() => {
    vi.useFakeTimers();
    told = null;
    reads = 0;
    const api = {
      getJson: () => {
        reads++;
        return Promise.resolve({ import: told });
      },
      postFile: (_path: string, _file: Blob, _type: string, signal: AbortSignal) =>
        new Promise<ImportReport>((resolve, reject) => {
          upload = { resolve, reject };
          signal.addEventListener('abort', () => {
            reject(new ApiFault('no-answer', 'aborted'));
          });
        }),
    };
    TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: api }] });
    imports = TestBed.inject(Imports);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function second(): Promise<void> {
    await vi.advanceTimersByTimeAsync(1000);
  }

  it('of another viewer is followed to its end, and no further', async () => {
    told = aReport('other');
    imports.follow();
    await second();
    told = aReport('other', { state: 'done', accepted: 9 });
    await second();
    expect(imports.report()).toMatchObject({ state: 'done', accepted: 9 });
    const before = reads;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads).toBe(before);
  });

  it('says how far it is while it is sent, not how the one before ended', async () => {
    told = aReport('old', { state: 'done' });
    imports.follow();
    await second();
    void imports.send(file);
    await second();
    expect([imports.file(), imports.report()]).toEqual(['old.csv', null]);
    told = aReport('new', { bytes: 50 });
    await second();
    expect(imports.report()).toMatchObject({ id: 'new', bytes: 50 });
    told = aReport('new', { state: 'done', bytes: 100 });
    upload.resolve(told);
    await second();
    expect([imports.file(), imports.report()?.state]).toEqual([null, 'done']);
  });

  it('that is stopped ends with the report of the server, not with a fault', async () => {
    void imports.send(file);
    told = aReport('new');
    await second();
    imports.stop();
    told = aReport('new', { state: 'failed', reason: 'the upload was cut off' });
    await second();
    expect(imports.fault()).toBeNull();
    expect(imports.report()?.reason).toBe('the upload was cut off');
  });

  it('that is refused says why, beside the one that is in its way', async () => {
    told = aReport('other');
    imports.follow();
    await second();
    void imports.send(file);
    upload.reject(new ApiFault('conflict', 'an import is under way'));
    await second();
    expect(imports.fault()?.code).toBe('conflict');
    expect(imports.report()?.id).toBe('other');
  });

  it('that fails says so once', async () => {
    void imports.send(file);
    told = aReport('new', { state: 'failed', reason: 'the file is empty' });
    upload.reject(new ApiFault('bad-request', 'the file is empty'));
    await second();
    expect([imports.fault(), imports.report()?.reason]).toEqual([null, 'the file is empty']);
  });
});
