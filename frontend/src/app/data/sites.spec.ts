import { TestBed } from '@angular/core/testing';
import type { Site } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { Api, ApiFault } from './api';
import { Sites } from './sites';

const BUSAN: Site = { id: 's-1', name: 'Busan', zone: 'Asia/Seoul', location: null };

/** Sites of a server that answers with these lists in turn; `null`: not at all. */
function sitesOf(answers: (readonly Site[] | null)[]): Sites {
  const getJson = (): Promise<unknown> => {
    const sites = answers.shift();
    if (sites) return Promise.resolve({ sites, next: null });
    return Promise.reject(new ApiFault('no-answer', 'gone'));
  };
  TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: { getJson } }] });
  return TestBed.inject(Sites);
}

describe('the sites', () => {
  it('are found by name once they are read', async () => {
    const sites = sitesOf([[BUSAN]]);
    expect(sites.find('Busan')).toBeUndefined();
    await sites.read();
    expect(sites.find('Busan')?.zone).toBe('Asia/Seoul');
    expect(sites.find('Oslo')).toBeUndefined();
    expect(sites.find(null)).toBeUndefined();
    expect(sites.names()).toEqual(['Busan']);
  });

  it('stay while the server is silent, and follow when they are read again', async () => {
    const sites = sitesOf([[BUSAN], null, [{ ...BUSAN, zone: 'Asia/Tokyo' }]]);
    await sites.read();
    await sites.read();
    expect(sites.find('Busan')?.zone).toBe('Asia/Seoul');
    await sites.read();
    expect(sites.find('Busan')?.zone).toBe('Asia/Tokyo');
  });
});
