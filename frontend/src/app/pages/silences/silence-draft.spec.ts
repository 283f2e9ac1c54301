import { silenceBodySchema, type Silence } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { newSilence, readSilence, silenceDraft, withRepeat } from './silence-draft';

const NOON = Date.UTC(2026, 10, 23, 12);
const base: Silence = {
  id: 's1',
  matchers: { sites: ['Porto'] },
  from: NOON,
  to: NOON + 3_600_000,
  repeat: null,
  zone: 'Europe/Lisbon',
  author: 'Ana',
  reason: 'Cleaning',
  createdAt: NOON,
  active: true,
  next: null,
};

describe('the draft of a silence', () => {
  it.each<Silence['repeat']>([
    null,
    { type: 'weekly', days: [1, 3] },
    { type: 'cron', cron: '0 2 * * 6', forMs: 7_200_000 },
  ])('comes back as the silence that it was made of: %j', (repeat) => {
    const { body, faults } = readSilence(silenceDraft({ ...base, repeat }, 'UTC'));
    expect([...faults]).toEqual([]);
    const { matchers, from, to, zone, author, reason } = base;
    expect(body).toEqual({ matchers, from, to, repeat, zone, author, reason });
    expect(silenceBodySchema.safeParse(body).success).toBe(true);
  });

  it('begins now for two hours, on the clocks of its zone', () => {
    const draft = newSilence(NOON + 30_000, 'Asia/Seoul', 'Ana');
    expect([draft.from, draft.to, draft.days]).toEqual(['2026-11-23T21:00', '2026-11-23T23:00', [1]]);
    expect(readSilence({ ...draft, reason: 'x' }).body).toMatchObject({ from: NOON, to: NOON + 7_200_000 });
  });

  it('keeps everything quiet only where somebody has chosen so', () => {
    const draft = { ...newSilence(NOON, 'UTC', 'Ana'), reason: 'x' };
    expect([...readSilence(draft).faults]).toEqual([['matchers', 'nothing']]);
    expect(readSilence({ ...draft, everything: true })).toMatchObject({ body: { matchers: {} } });
    const named = { ...draft, matchers: { ...draft.matchers, sites: ['Porto'] } };
    expect(readSilence(named).faults.size).toBe(0);
    expect(silenceDraft({ ...base, matchers: {} }, 'UTC').everything).toBe(true);
  });

  it('has room for many times by cron, and is short again without', () => {
    const draft = newSilence(NOON, 'UTC', 'Ana');
    const byCron = withRepeat(draft, 'cron');
    expect([byCron.repeat, byCron.to]).toEqual(['cron', '2027-02-21T12:00']);
    expect(withRepeat(byCron, 'once')).toEqual(draft);
    expect(withRepeat(draft, 'weekly')).toEqual({ ...draft, repeat: 'weekly' });
    expect(withRepeat({ ...draft, from: '' }, 'cron').to).toBe(draft.to);
  });

  it.each([
    ['matchers', { everything: false }, 'nothing'],
    ['from', { from: '' }, 'time'],
    ['to', { to: '2026-11-20T00:00' }, 'order'],
    ['zone', { zone: 'Mars/Base' }, 'zone'],
    ['reason', { reason: ' ' }, 'missing'],
    ['author', { author: '' }, 'missing'],
    ['repeat.days', { repeat: 'weekly' as const, days: [] }, 'days'],
    ['repeat.cron', { repeat: 'cron' as const, cron: 'daily' }, 'cron'],
    ['repeat.forMs', { repeat: 'cron' as const, cronFor: 'long' }, 'duration'],
  ])('finds the fault of %s', (field, over, fault) => {
    const draft = { ...newSilence(NOON, 'UTC', 'Ana'), everything: true, reason: 'x', ...over };
    expect(
      readSilence({ ...newSilence(NOON, 'UTC', 'Ana'), everything: true, reason: 'x' }).faults.size,
    ).toBe(0);
    expect(readSilence(draft).faults.get(field)).toBe(fault);
  });
});
