import { expect, test } from 'vitest';
import { Counts, Throughput } from './throughput.js';

test('rates are those since the last line', () => {
  const counts = new Counts();
  const throughput = new Throughput(counts, 1_000);
  counts.messages = 20;
  counts.readings = 12_340;
  expect(throughput.line(3_000, 4, 5)).toBe(
    '10.0 messages/s  6,170 readings/s  connected 4/5  behind 0 skipped, 0 dropped',
  );
  counts.messages = 21;
  counts.skipped = 3;
  counts.dropped = 2;
  expect(throughput.line(4_000, 5, 5)).toBe(
    '1.0 messages/s  0.0 readings/s  connected 5/5  behind 3 skipped, 2 dropped',
  );
});
