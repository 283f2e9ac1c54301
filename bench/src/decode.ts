import { loadDecoder, measureFamily, type DecodeRun } from './measure/decode-run.ts';
import type { BenchOptions } from './options.ts';
import { decodeOutcome } from './report/decode-report.ts';
import { tell, type Outcome } from './report/outcome.ts';

/** Messages of each family that are decoded in a CPU second, beside `JSON.parse` of the same bytes alone. */

const ROUNDS = { quick: 1, full: 5 };
const SECONDS = { quick: 0.1, full: 0.5 };

export async function run(options: BenchOptions): Promise<Outcome> {
  const decoder = await loadDecoder();
  const size = options.quick ? 'quick' : 'full';
  const runs: DecodeRun[] = [];
  for (let round = 1; round <= (options.rounds ?? ROUNDS[size]); round++) {
    tell(`round ${round}`);
    for (const family of decoder.families.keys()) {
      runs.push(measureFamily(decoder, family, round, SECONDS[size]));
    }
  }
  return decodeOutcome(runs);
}
