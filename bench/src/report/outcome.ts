import type { Table } from './table.ts';

/** A budget of the design, and whether this run kept it. */
export interface Verdict {
  claim: string;
  measured: string;
  holds: boolean;
}

/** What a benchmark found. */
export interface Outcome {
  /** Every single run, as it was measured. */
  runs: readonly object[];
  medians: readonly object[];
  tables: readonly Table[];
  verdicts: readonly Verdict[];
  notes: readonly string[];
  /** 1 for a budget that does not depend on the machine and was not kept. */
  exitCode?: 0 | 1;
}

/** Tells how far a benchmark is, on stderr, so that stdout holds only results. */
export function tell(text: string): void {
  process.stderr.write(`  ${text}\n`);
}
