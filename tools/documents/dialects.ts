import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the page says of a dialect; the fields of those in `libs/domain/src/decode/dialects`. */
interface Dialect {
  name: string;
  title: string;
  documentation: string;
  covers: string;
}

/** Page of the dialects, below the root of the project. */
export const DIALECTS_PAGE = 'docs/dialects.md';

const INTRODUCTION = `# Dialects

What Sensorium understands without being told. A message goes to the first of these that takes it, from top to
bottom: our own topics, then what is told by its exact topic, by the shape of topic and content, by its content
alone, and last the rule for everything else. Prefixes that people rename are found by content.

This page is written by \`npm run dialects\` from \`libs/domain/src/decode/dialects/registry.ts\`, where a dialect is
one folder and one line.
`;

/** Writes the page from the built domain. */
export async function dialectsPage(root: string): Promise<string> {
  const built = pathToFileURL(join(root, 'libs/domain/dist/decode/index.js')).href;
  const { DIALECTS } = (await import(built)) as { DIALECTS: readonly Dialect[] };
  return `${INTRODUCTION}\n${tableOf(DIALECTS)}\n`;
}

/** A table whose columns are padded to the width of their longest cell, as the formatter wants it. */
function tableOf(dialects: readonly Dialect[]): string {
  const rows = dialects.map(({ name, title, documentation, covers }) => [
    `[${title}](${documentation.includes('://') ? documentation : `../${documentation}`})`,
    `\`${name}\``,
    covers.replaceAll('|', String.raw`\|`),
  ]);
  const head = ['Dialect', 'Name', 'What is read'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map(line).join('\n');
}
