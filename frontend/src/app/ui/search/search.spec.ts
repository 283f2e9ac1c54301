import { describe, expect, it } from 'vitest';
import { search } from './search';

const THINGS = ['Backup pump', 'pump 1', 'Sump', 'Intake-pump flow', 'flowmeter'];
const found = (query: string): readonly string[] => search(THINGS, query, (thing) => thing);

describe('a search', () => {
  it('finds every word wherever it stands, where it begins a word first', () => {
    expect(found('UMP')).toEqual(['Backup pump', 'pump 1', 'Sump', 'Intake-pump flow']);
    expect(found('pump')).toEqual(['Backup pump', 'pump 1', 'Intake-pump flow']);
    expect(found('ump p')).toEqual(['Backup pump', 'pump 1', 'Intake-pump flow', 'Sump']);
    expect(found('flow pump')).toEqual(['Intake-pump flow']);
    expect(found('kup')).toEqual(['Backup pump']);
  });

  it('finds all without a word, and none for a word that none has', () => {
    expect(found('  ')).toBe(THINGS);
    expect(found('valve')).toEqual([]);
  });

  it('finds letters that are written in another form', () => {
    expect(search(['Kühlraum'], 'ku\u0308hl', (thing) => thing)).toEqual(['Kühlraum']);
  });
});
