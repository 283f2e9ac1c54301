import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('has a default for everything', () => {
    expect(parseOptions([], [])).toEqual({
      options: {
        quick: false,
        json: false,
        profile: false,
        cold: false,
        rounds: undefined,
        minutes: undefined,
        mode: 'latest',
        beside: undefined,
      },
    });
  });

  it('reads what it knows', () => {
    const parsed = parseOptions(['--quick', '--rounds', '5', '--mode=every'], ['rounds', 'mode']);
    expect(parsed).toMatchObject({ options: { quick: true, rounds: 5, mode: 'every' } });
  });

  it.each([
    [['--cold'], 'no option --cold'],
    [['--colour'], '--colour'],
    [['more'], 'more'],
    [['--rounds', '0'], '--rounds must be'],
    [['--rounds', 'x'], '--rounds must be'],
    [['--mode', 'some'], '--mode must be'],
  ])('refuses %j', (args, says) => {
    const parsed = parseOptions(args, ['rounds', 'mode']);
    expect('fault' in parsed ? parsed.fault : '').toContain(says);
  });
});
