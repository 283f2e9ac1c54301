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
        kills: undefined,
        brokerRestarts: 0,
        rate: undefined,
        embedded: false,
        ownTime: undefined,
        points: undefined,
        fresh: false,
        part: undefined,
      },
    });
  });

  it('reads what it knows', () => {
    const parsed = parseOptions(['--quick', '--rounds', '5', '--mode=every'], ['rounds', 'mode']);
    expect(parsed).toMatchObject({ options: { quick: true, rounds: 5, mode: 'every' } });
  });

  it('takes a flag back', () => {
    const parsed = parseOptions(['--no-own-time', '--broker-restarts', '2'], ['own-time', 'broker-restarts']);
    expect(parsed).toMatchObject({ options: { ownTime: false, brokerRestarts: 2 } });
  });

  it.each([
    [['--cold'], 'no option --cold'],
    [['--colour'], '--colour'],
    [['more'], 'more'],
    [['--rounds', '0'], '--rounds must be'],
    [['--rounds', 'x'], '--rounds must be'],
    [['--mode', 'some'], '--mode must be'],
    [['--part', 'some'], '--part must be'],
  ])('refuses %j', (args, says) => {
    const parsed = parseOptions(args, ['rounds', 'mode', 'part']);
    expect('fault' in parsed ? parsed.fault : '').toContain(says);
  });
});
