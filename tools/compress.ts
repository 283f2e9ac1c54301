import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * `node tools/compress.ts FOLDER`: writes `.br` and `.gz` beside every text of a built page, so that the server
 * sends them without compressing anything itself.
 */

const TEXTS = new Set(['.js', '.css', '.svg', '.json', '.html']);

/** Of smaller files a compressed one saves less than its header costs. */
const LEAST_BYTES = 256;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node tools/compress.ts FOLDER');
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (TEXTS.has(extname(name))) compress(join(folder, name));
}

function compress(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length < LEAST_BYTES) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
