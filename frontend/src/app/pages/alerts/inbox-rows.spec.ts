import type { Alert } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { NOON, anAlert } from '../../data/testing';
import { EVERYTHING } from './inbox-query';
import { belowOf, byEnd, choicesOf, matches, sectionsOf, solvedSince, tabCounts, tabOf } from './inbox-rows';

const ack = { by: 'Santos', at: NOON, note: '' };

function known(...alerts: Alert[]): ReadonlyMap<string, Alert> {
  return new Map(alerts.map((alert) => [alert.id, alert]));
}

describe('the tab of an incident', () => {
  const root = anAlert('root');
  const all = known(root);
  it.each([
    [{}, 'open'],
    [{ state: 'recovering' }, 'open'],
    [{ noDataSince: NOON }, 'open'],
    [{ acknowledged: ack }, 'open'],
    [{ snoozedUntil: NOON + 1 }, 'snoozed'],
    [{ snoozedUntil: NOON - 1 }, 'open'],
    [{ snoozedUntil: NOON + 1, acknowledged: ack }, 'snoozed'],
    [{ suppressedBy: 'root' }, null],
    [{ suppressedBy: 'a-silence' }, 'snoozed'],
    [{ state: 'pending', firedAt: null }, null],
    [{ state: 'resolved', resolvedAt: NOON }, 'recent'],
  ] as const)('with %j is %s', (over, tab) => {
    expect(tabOf(anAlert('a', over), all, NOON)).toBe(tab);
  });

  it('is counted, and children are counted below their root alone', () => {
    const alerts = known(
      root,
      anAlert('b', { suppressedBy: 'root' }),
      anAlert('c', { suppressedBy: 'root' }),
    );
    expect([...tabCounts(alerts, NOON)]).toEqual([['open', 1]]);
    expect(belowOf(alerts).get('root')).toBe(2);
  });
});

describe('how many were solved within a time', () => {
  const solved = (...times: number[]): Alert[] =>
    times.map((resolvedAt, i) => anAlert(`s${i}`, { state: 'resolved', resolvedAt }));
  it.each([
    [solved(NOON, NOON - 1, NOON - 100), true, { n: 2, atLeast: false }],
    [solved(NOON, NOON - 1), false, { n: 2, atLeast: false }],
    [solved(NOON, NOON - 1), true, { n: 2, atLeast: true }],
    [[], true, { n: 0, atLeast: false }],
  ])('is exact as far as the list was read', (known, goesOn, total) => {
    expect(solvedSince(known, NOON - 50, goesOn)).toEqual(total);
  });
});

describe('the search', () => {
  const alert = anAlert('a', { labels: { goods: 'Ice' }, acknowledged: ack });
  it.each(['cold', 'COLD warm', 'busan', 'goods:ice', 'santos', 'temperature', ''])('finds by %j', (q) => {
    expect(matches(alert, { ...EVERYTHING, q })).toBe(true);
  });
  it.each([
    { q: 'porto' },
    { severities: ['info'] as const },
    { sites: [''] },
    { rules: ['other'] },
    { q: 'cold porto' },
  ])('leaves out by %j', (part) => {
    expect(matches(alert, { ...EVERYTHING, ...part })).toBe(false);
  });
  it('finds what names no site by its empty name', () => {
    expect(matches(anAlert('a', { site: null }), { ...EVERYTHING, sites: [''] })).toBe(true);
  });
});

describe('the groups', () => {
  const rows = [
    anAlert('old', { site: 'Porto', severity: 'warning', firedAt: NOON - 5000 }),
    anAlert('new', { site: 'Porto', severity: 'warning', firedAt: NOON }),
    anAlert('bad', { site: 'Busan' }),
    anAlert('info', { site: null, severity: 'info' }),
  ].map((alert) => ({ alert, below: 0 }));

  it('stand with the worst first, and the youngest first among equals', () => {
    const sections = sectionsOf(rows, 'site');
    expect(sections.map(({ name }) => name)).toEqual(['Busan', 'Porto', null]);
    expect(sections[1]?.rows.map(({ alert }) => alert.id)).toEqual(['new', 'old']);
  });

  it('are one without grouping', () => {
    expect(sectionsOf(rows, 'none')).toHaveLength(1);
    expect(sectionsOf([], 'none')).toEqual([]);
  });

  it('lose no incident, whatever they are by', () => {
    for (const group of ['site', 'device', 'rule', 'none'] as const)
      expect(sectionsOf(rows, group).flatMap((section) => section.rows)).toHaveLength(rows.length);
  });
});

it('what is over stands by its end', () => {
  const a = anAlert('a', { resolvedAt: NOON });
  const b = anAlert('b', { resolvedAt: NOON + 1 });
  expect([a, b].sort(byEnd)).toEqual([b, a]);
});

it('filters offer each site and rule once, by name', () => {
  const offered = choicesOf([anAlert('a'), anAlert('b', { site: null }), anAlert('c', { site: 'Asan' })]);
  expect(offered.sites).toEqual(['', 'Asan', 'Busan']);
  expect(offered.rules).toEqual([{ id: 'r-cold', name: 'Cold store too warm' }]);
});
