import { expect, it, vi } from 'vitest';
import type { KeepRules } from '../ports/reading-store.js';
import { Registry } from './registry.js';
import { RetentionKeeper } from './retention.js';

const DAY = 86_400_000;

/** A keeper at day 100 with what it has asked the store to forget. */
function stage(days: number | undefined, saved?: unknown) {
  const asked: KeepRules[] = [];
  let setting = saved;
  const keeper = new RetentionKeeper({
    settings: {
      setting: () => Promise.resolve(setting),
      saveSetting: (_name, value) => Promise.resolve(void (setting = value)),
    },
    store: { expire: (rules) => Promise.resolve(asked.push(rules)) },
    registry: new Registry(),
    days,
    now: () => 100 * DAY,
  });
  return { keeper, asked };
}

it('forgets by the days of the settings as soon as it starts', async () => {
  const { keeper, asked } = stage(30);
  keeper.start();
  await vi.waitFor(() => expect(asked).toEqual([{ series: [], others: 70 * DAY, maxBytes: null }]));
  keeper.stop();
});

it('forgets nothing where everything is kept for good', async () => {
  const { keeper, asked } = stage(undefined);
  keeper.start();
  expect(await keeper.read()).toEqual({ days: null, maxBytes: null, rules: [] });
  keeper.stop();
  expect(asked).toEqual([]);
});

it('takes what was set for what the settings of the program say', async () => {
  const { keeper, asked } = stage(30, { days: 7, maxBytes: null, rules: [] });
  await keeper.write({ days: 90, maxBytes: 1e9, rules: [] });
  expect(await keeper.read()).toMatchObject({ days: 90 });
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ others: 10 * DAY, maxBytes: 1e9 }));
});
