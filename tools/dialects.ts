import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { DIALECTS_PAGE, dialectsPage } from './documents/dialects.ts';
import { Processes } from './processes.ts';

/** `npm run dialects`: writes the page of the dialects from the registry. */

const ROOT = join(import.meta.dirname, '..');

await build(new Processes(), ['@sensorium/domain']);
writeFileSync(join(ROOT, DIALECTS_PAGE), await dialectsPage(ROOT));
