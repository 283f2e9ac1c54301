import type { Per } from '../../data/summaries';
import type { TimeWords } from '../../ui/range/time-words';
import type { Bucket } from './buckets';

const HOUR = 3_600_000;
const STEPS = { hour: HOUR, day: 24 * HOUR, month: 30 * 24 * HOUR } as const;

/** A bucket in words: below its bar ("14:00", "23 Nov", "Nov"), or alone x. */
export function bucketWords(
  { from, to }: Pick<Bucket, 'from' | 'to'>,
  per: Per,
  words: TimeWords,
  place: 'axis' | 'alone',
): string {
  if (place === 'axis') return words.mark(from, STEPS[per]);
  if (per === 'hour') return `${words.date(from)} ${words.clock(from)} – ${words.clock(to)}`;
  return per === 'day' ? words.date(from) : words.stretch({ from, to }, from).join(' – ');
}
