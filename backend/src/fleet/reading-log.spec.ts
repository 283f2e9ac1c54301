import { TEXT } from '@sensorium/contracts';
import { ColumnsBuilder } from '@sensorium/domain/live';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReadingLog } from './reading-log.js';

const CAPACITY = 16;
const TEXT_MAX = 20;

/** What a log must hold: the newest readings within both bounds. */
function expected(values: (number | string)[]): (number | string)[] {
  let from = Math.max(0, values.length - CAPACITY);
  const characters = () =>
    values.slice(from).reduce<number>((sum, one) => sum + (typeof one === 'string' ? one.length : 0), 0);
  while (characters() > TEXT_MAX) from += 1;
  return values.slice(from);
}

it('holds the newest readings, bounded in readings and in characters of texts', () => {
  const value = fc.oneof(fc.integer(), fc.string({ maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 6 }), { maxLength: 12 }), (steps) => {
      const log = new ReadingLog(CAPACITY, TEXT_MAX);
      let firstSequence = 1;
      for (const step of steps) {
        const batch = new ColumnsBuilder();
        for (const one of step) batch.add(0, firstSequence, 0, one, typeof one === 'string' ? TEXT : 0);
        const columns = batch.take();
        log.append({ ...columns, firstSequence });
        firstSequence += columns.count;
      }
      const all = steps.flat();
      const held = new ColumnsBuilder();
      log.copySince(0, () => true, Infinity, held);
      const { count, flags, value: values, texts } = held.take();
      const found = Array.from({ length: count }, (_, i) =>
        ((flags[i] ?? 0) & TEXT) !== 0 ? texts[values[i] ?? 0] : values[i],
      );
      expect(found).toEqual(expected(all));
      expect(log.dropped.sum(Uint32Array.of(0))).toBe(all.length - count);
      expect(log.oldest).toBe(all.length - count + 1);
    }),
  );
});
