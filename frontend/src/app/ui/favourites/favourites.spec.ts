import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Favourites } from './favourites';

describe('Favourites', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  function opened(): Favourites {
    return TestBed.resetTestingModule().inject(Favourites);
  }

  it('last over visits', () => {
    expect(opened().toggle('u-1')).toBe(true);
    const next = opened();
    expect([...next.uids()]).toEqual(['u-1']);
    expect(next.toggle('u-1')).toBe(false);
    expect(opened().uids().size).toBe(0);
  });

  it('begin empty when storage holds something else', () => {
    for (const text of ['{', '"x"', '{"a":1}', '[1,null]']) {
      localStorage.setItem('sensorium.favourites', text);
      expect(opened().uids().size).toBe(0);
    }
  });
});
