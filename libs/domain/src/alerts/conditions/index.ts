import type { SimpleCondition } from '@sensorium/contracts';
import { BeyondJudge } from './beyond.js';
import { EqualityJudge } from './equality.js';
import { FlatlineJudge } from './flatline.js';
import type { Judge } from './judge.js';
import { InsideJudge, OutsideJudge } from './range.js';
import { RateJudge } from './rate.js';

export * from './judge.js';

/** A condition that readings decide; `silent` is decided by their absence, see {@link ../parts.ts}. */
export type JudgedCondition = Exclude<SimpleCondition, { type: 'silent' }>;

/** The judge of a condition; `memory` as it gave it before, undefined for a new one. */
export function newJudge(condition: JudgedCondition, memory: unknown): Judge {
  switch (condition.type) {
    case 'above':
    case 'below':
      return new BeyondJudge(condition, memory);
    case 'outside':
      return new OutsideJudge(condition, memory);
    case 'inside':
      return new InsideJudge(condition, memory);
    case 'equals':
    case 'not-equals':
      return new EqualityJudge(condition);
    case 'rate':
      return new RateJudge(condition, memory);
    case 'flatline':
      return new FlatlineJudge(condition, memory);
  }
}
