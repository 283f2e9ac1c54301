import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from './cleanup.ts';

const BLOCK_SPAN = '72h';
const BUFFER = 1_000_000;

/** Writes readings as OpenMetrics text and lets Prometheus' tool make its blocks of them. */
export class PrometheusBlocks {
  readonly #promtool: string;
  readonly #folder = new TemporaryFolder();
  readonly #file = join(this.#folder.path, 'readings.om');
  readonly #descriptor = openSync(this.#file, 'w');
  #text = '# TYPE reading gauge\n';

  constructor(promtool: string) {
    this.#promtool = promtool;
  }

  /** Takes a reading, time in µs; Prometheus keeps ms. */
  readonly add = (series: number, t: number, value: number): void => {
    this.#text += `reading{series="${series}"} ${value} ${(Math.floor(t / 1_000) / 1_000).toFixed(3)}\n`;
    if (this.#text.length > BUFFER) this.#write();
  };

  /** Bytes of all blocks with their indexes. */
  bytes(): number {
    this.#text += '# EOF\n';
    this.#write();
    closeSync(this.#descriptor);
    const blocks = join(this.#folder.path, 'blocks');
    const span = `--max-block-duration=${BLOCK_SPAN}`;
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', span, '--quiet', this.#file, blocks];
    execFileSync(this.#promtool, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const files = readdirSync(blocks, { recursive: true, withFileTypes: true });
    return files
      .filter((one) => one.isFile())
      .reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).size, 0);
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }

  #write(): void {
    writeSync(this.#descriptor, this.#text);
    this.#text = '';
  }
}
