import type { BrokerRefusal } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { RefusalLog } from './refusal-log.js';
import { RefusalTally } from './refusal-tally.js';

const refusal = { reason: 'reserved-topic', what: '$SYS/ topic is reserved' } as const;

describe('RefusalTally', () => {
  it('counts by reason, and gives all counts when one has changed', () => {
    const tally = new RefusalTally();
    expect(tally.take()).toBeUndefined();
    tally.add(refusal, 'client a', 1);
    tally.add(refusal, 'client b', 2);
    expect(tally.take()).toEqual([
      { reason: 'reserved-topic', count: 2, lastAt: 2, example: 'client b: $SYS/ topic is reserved' },
    ]);
    expect(tally.take()).toBeUndefined();
  });

  it('keeps an example on one short line, whatever a client calls itself', () => {
    const tally = new RefusalTally();
    tally.add(refusal, `client x\n\u202e${'y'.repeat(70_000)}`, 1);
    const example = tally.take()?.[0]?.example ?? '';
    expect(example).toMatch(/^client x··y+$/);
    expect(example).toHaveLength(240);
  });
});

describe('RefusalLog', () => {
  function counted(reason: BrokerRefusal['reason'], count: number): BrokerRefusal {
    return { reason, count, lastAt: 0, example: 'client a: why' };
  }

  it('says a reason at once, and what came more a minute later, in one line', () => {
    const log = new RefusalLog();
    log.note([counted('queue-full', 1)]);
    expect(log.takeLines(0)).toEqual([
      'refused 1 x queue-full (as much waits for clients as the broker keeps), 1 since the start; last client a: why',
    ]);
    log.note([counted('queue-full', 900), counted('bad-topic', 1)]);
    expect(log.takeLines(1_000)).toHaveLength(1);
    expect(log.takeLines(59_999)).toEqual([]);
    expect(log.takeLines(60_000)).toEqual([expect.stringMatching(/^refused 899 x queue-full .*, 900 since/)]);
    expect(log.takeLines(600_000)).toEqual([]);
  });
});
