import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const waiting = new Set<() => void>();

/** Runs `act` when this program ends, however it ends; the answer takes it back. */
export function atExit(act: () => void): () => void {
  waiting.add(act);
  return () => waiting.delete(act);
}

/** Makes Ctrl-C an orderly end, so that nothing that was started stays behind. */
export function cleanUpOnSignals(): void {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('exit', () => {
    for (const act of waiting) act();
  });
}

/** A folder that is gone after its scope. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'sensorium-bench-'));
  readonly #forget = atExit(() => this.#remove());

  [Symbol.dispose](): void {
    this.#forget();
    this.#remove();
  }

  #remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
